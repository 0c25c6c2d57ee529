using System.Diagnostics;
using System.Globalization;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Formats.Tests.KernelLog;

public class HostileInputTests
{
    /// <summary>Set to run more, for instance 100000.</summary>
    static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("STUCKTRACE_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 2_000;

    [Fact]
    public void Mutated_logs_of_seed_42_are_read_to_the_end()
    {
        List<byte[]> seeds = Seeds();
        Random random = new(42);
        using LogText files = new();
        for (int i = 0; i < Count; i++)
        {
            byte[] data = LogMutator.Mutate(seeds, random);
            string path = files.Write("mutant", data);
            try
            {
                ReadAndCheck(path, data.Length, random.Next(3));
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                File.WriteAllBytes(Path.Combine(Path.GetTempPath(), "stucktrace-mutant"), data);
                throw new InvalidOperationException($"mutant {i}", failure);
            }
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\n")]
    [InlineData("\0")]
    [InlineData("{")]
    [InlineData("[")]
    [InlineData("\u001b[")]
    [InlineData("BUG: ")]
    [InlineData("BUG: soft lockup\n")]
    [InlineData("__CURSOR=s=1\n")]
    [InlineData("{\"log\":\"\n")]
    [InlineData("[    0.000000] ")]
    [InlineData("6,1,1,-,ncfrag=0/9;x\n")]
    [InlineData("\r")]
    [InlineData("-- Boot --\n")]
    public void Endless_repetition_is_linear(string piece)
    {
        using LogText files = new();
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 3_000_000 / piece.Length)));
        string path = files.Write("endless", bytes);
        Stopwatch watch = Stopwatch.StartNew();
        ReadAndCheck(path, bytes.Length, 1);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    static void ReadAndCheck(string path, int length, int mode)
    {
        CheckingSink sink = new(mode == 2);
        InputFile input = new(0, path, InputKind.KernelLog) { Compression = ContentSniffer.CompressionOf(File.ReadAllBytes(path)) };
        LogReading reading = new KernelLogReader(ReadLimits.Default) { Thresholds = mode == 0 ? (0, 0) : (1_000_000, 8_000_000) }.Read([input], sink);
        Assert.True(sink.Characters <= (34L * length) + 100, $"{sink.Characters} characters from {length} bytes");
        Assert.True(reading.Boots.Length <= ReadLimits.Default.MaxBoots);
        Assert.True(input.Diagnostics.Count <= 200);
    }

    static List<byte[]> Seeds()
    {
        List<byte[]> seeds = [.. LogMutator.OwnSeeds];
        if (Shared.Root is { } root)
        {
            foreach (string folder in (string[])["corpus/logs/prefixes", "corpus/logs/realworld", "lab/logs", "cases/dirpro"])
            {
                if (Directory.Exists(Path.Combine(root, folder)))
                    seeds.AddRange(Directory.GetFiles(Path.Combine(root, folder)).Where(f => !f.EndsWith(".json", StringComparison.Ordinal)).Select(File.ReadAllBytes));
            }
        }

        return seeds;
    }

    sealed class CheckingSink(bool all) : ILogSink
    {
        public long Characters { get; private set; }

        public IReadOnlyList<string> Markers => ["soft lockup", "Call Trace", "BUG: ", "INFO: "];

        public bool Accept(LogRecord record)
        {
            Characters += record.Text.Length;
            Assert.False(record.Text.AsSpan().ContainsAnyInRange('\0', '\u0008') || record.Text.AsSpan().ContainsAnyInRange('\n', '\u001f') || record.Text.AsSpan().ContainsAnyInRange('\u007f', '\u009f'));
            Assert.True(record.Line > 0);
            _ = record.Time.Wall is { } wall ? new DateTime(wall.Year ?? 2024, wall.Month, Math.Min(28, wall.Day)) : default;
            return all;
        }

        public void Flush()
        {
        }
    }
}
