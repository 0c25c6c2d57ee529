using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stucktrace.Formats.Tests.KernelLog;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Text;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests;

/// <summary>
/// The whole pipeline on damaged and crafted logs: no exception, an answer in bounded time, no control character in the text, well-formed JSON,
/// and never "proven". A mutant that fails is kept in the temporary folder.
/// </summary>
public class HostileLogTests
{
    /// <summary>Set STUCKTRACE_FUZZ_COUNT to run more, for instance 100000.</summary>
    static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("STUCKTRACE_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 1_500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void MutatedLogsOfThisSeedAreDiagnosed(int seed)
    {
        List<byte[]> seeds = Seeds();
        Random random = new(seed);
        string file = Path.Combine(Path.GetTempPath(), $"stucktrace-mutant-{Guid.NewGuid():N}");
        for (int i = 0; i < Count / 2; i++)
        {
            byte[] data = random.Next(2) == 0 ? LogMutator.Mutate(seeds, random) : ShuffleLines(seeds, random);
            File.WriteAllBytes(file, data);
            long start = Stopwatch.GetTimestamp();
            try
            {
                Check(Diagnosis.Run([file], new DiagnosisOptions()), random.Next(2) == 0 ? Language.English : Language.Chinese);
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"seed {seed}, mutant {i}, kept as {file}", failure);
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), $"seed {seed}, mutant {i}, kept as {file}: too slow");
        }

        File.Delete(file);
    }

    static void Check(DiagnosisResult result, Language language)
    {
        using StringWriter text = new() { NewLine = "\n" };
        TextReport.Write(result, text, language, new TextStyle(80, Colour: false));
        Assert.DoesNotContain(text.ToString(), c => char.IsControl(c) && c != '\n');
        using MemoryStream json = new();
        JsonReport.Write(result, json, language);
        using JsonDocument parsed = JsonDocument.Parse(json.ToArray());
        Assert.NotEqual("proven", parsed.RootElement.GetProperty("verdict").GetProperty("confidence").GetString());
        Assert.All(result.Reports, r => Assert.True(r.FirstLine > 0));
    }

    /// <summary>Damage at the level of lines: lost, repeated, moved, cut short and mixed with those of another log.</summary>
    static byte[] ShuffleLines(List<byte[]> seeds, Random random)
    {
        List<string> lines = [.. Lines(seeds[random.Next(seeds.Count)])];
        string[] others = Lines(seeds[random.Next(seeds.Count)]);
        for (int edits = random.Next(1, 80); edits > 0 && lines.Count > 0; edits--)
        {
            int at = random.Next(lines.Count);
            switch (random.Next(5))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(at, lines[random.Next(lines.Count)]);
                    break;
                case 2:
                    lines[at] = lines[at][..random.Next(lines[at].Length + 1)];
                    break;
                case 3:
                    lines.Insert(at, others[random.Next(others.Length)]);
                    break;
                default:
                    (lines[at], lines[^1]) = (lines[^1], lines[at]);
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    static string[] Lines(byte[] log)
    {
        string[] lines = Encoding.UTF8.GetString(log).Split('\n');
        return lines.Length <= 300 ? lines : lines[^300..];
    }

    static List<byte[]> Seeds()
    {
        List<byte[]> seeds = [.. LogMutator.OwnSeeds, .. Directory.GetFiles(Checkout.Sample("dirpro")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        foreach (string folder in (string[])["corpus/logs/prefixes", "corpus/logs/realworld", "corpus/logs/syzkaller", "lab/logs"])
        {
            // More seeds where they are at hand; the test runs without them too.
            string path = Path.Combine(Checkout.SharedFolder, folder);
            if (Directory.Exists(path))
                seeds.AddRange(Directory.GetFiles(path).Order(StringComparer.Ordinal).Where(f => !f.EndsWith(".json", StringComparison.Ordinal)).Select(File.ReadAllBytes));
        }

        return seeds;
    }
}
