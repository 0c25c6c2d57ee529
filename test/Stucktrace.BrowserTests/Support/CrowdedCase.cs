using System.Globalization;
using Stucktrace.Tests.Support;
using Stucktrace.Tests.Termination.Walks;

namespace Stucktrace.BrowserTests.Support;

/// <summary>A case as large as they come: a log of 1,000 reports, read by the readers, and a walk round 100,000 nodes, executed and proven.</summary>
static class CrowdedCase
{
    internal const int Reports = 1_000;
    internal const int Nodes = 100_000;

    // Where the founding log's hung task begins; from then on a task more each second.
    const string Hung = "INFO: task crond:28259";

    /// <summary>The diagnosis.</summary>
    internal static Lazy<DiagnosisResult> Result { get; } = new(() =>
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("stucktrace-crowded").FullName, "messages");
        File.WriteAllLines(path, Lines());
        DiagnosisResult log = Diagnosis.Run([path, Checkout.Sample("dirpro", "dirpro.ko")], new DiagnosisOptions());
        Assert.Equal(Reports, log.Reports.Length);
        return log with { Lives = log.Lives.Add(log.Verdict.Incident!, LongWalk.Result(Nodes, "node #").Lives["i1"]) };
    });

    static IEnumerable<string> Lines()
    {
        string[] lines = File.ReadAllLines(Checkout.Sample("dirpro", "messages.log"));
        int begin = Array.FindIndex(lines, l => l.Contains(Hung, StringComparison.Ordinal));
        DateTime first = new(2018, 5, 23, 18, 40, 1, DateTimeKind.Utc);
        return lines[..begin].Concat(Enumerable.Range(0, Reports - 1).SelectMany(i => lines[begin..].Select(line => line
            .Replace("18:40:01", first.AddSeconds(i).ToString("HH:mm:ss", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("crond", $"task{i % 300}", StringComparison.Ordinal)
            .Replace("28259", (30_000 + i).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))));
    }
}
