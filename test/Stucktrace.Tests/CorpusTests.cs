using System.Text.RegularExpressions;
using Stucktrace.Incidents;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests;

/// <summary>The bars of recognition, measured with the scorers that lie beside the corpora.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void LabelledLogs()
    {
        string corpus = Checkout.Shared("corpus/logs/syzkaller");
        string results = Results("titles");
        using (StreamWriter writer = new(results))
        {
            foreach (string file in Directory.GetFiles(corpus))
            {
                string log = System.IO.Path.GetTempFileName();
                File.WriteAllBytes(log, CorpusRun.LogOf(file));
                CorpusRun.WriteResults(writer, System.IO.Path.GetFileName(file), CorpusRun.ReportsOf(log));
                File.Delete(log);
            }
        }

        string score = CorpusRun.Score("tools/score_titles.py", "--corpus", corpus, "--results", results, "--misses", results + ".misses");
        output.WriteLine(score);
        Assert.True(Percent(score, @"^detected .*?\((\S+)%\)") >= 99.5, score);
        Assert.Contains("false positives      0/", score, StringComparison.Ordinal);
        Assert.True(Percent(score, @"^type strict / loose .*?/ \d+/\d+ \((\S+)%\)") >= 98, score);
        Assert.True(Percent(score, @"^function = title .*?\((\S+)%\)") >= 95, score);
        Assert.Equal(100, Percent(score, @"^hang families +det \S+ \((\S+)%\)"));
        Assert.True(Percent(score, @"^hang families .*?type \S+ \((\S+)%\)") >= 97, score);
        Assert.True(Percent(score, @"^hang families .*?func \S+ \((\S+)%\)") >= 97, score);
    }

    [Fact]
    public void RealWorldLogs()
    {
        string results = Results("realworld");
        using (StreamWriter writer = new(results))
        {
            foreach (string file in Directory.GetFiles(Checkout.Shared("corpus/logs/realworld"), "*.log"))
                CorpusRun.WriteResults(writer, System.IO.Path.GetFileName(file), CorpusRun.ReportsOf(file));
        }

        string score = CorpusRun.Score("tools/score_realworld.py", "--results", results, "--misses", results + ".misses");
        output.WriteLine(score);
        // One of them is a back trace of crash(8) and nothing else: it shows a CPU in a lock, so its title suspects a soft lockup and its kind stays a task dump.
        Assert.Matches(@"found (\d+)/\1  all kinds 15/15 ", score);
    }

    [Fact]
    public void PrefixesOfTheField()
    {
        foreach (string file in Directory.GetFiles(Checkout.Shared("corpus/logs/prefixes")))
        {
            var reports = CorpusRun.ReportsOf(file).Where(r => r.PartOf is null).Select(r => (r.Kind, r.GuiltySymbol, r.GuiltyModule));
            Assert.Equal(
                [(ReportKind.SoftLockup, "vav_cache_lookup", "vendorav"), (ReportKind.HungTask, "vav_flush", "vendorav"), (ReportKind.RcuStall, "vav_scan_loop", "vendorav")],
                reports);
        }
    }

    [Theory]
    [InlineData("A2_plain_nokaslr", "SoftLockup get_process_name [dirpro]; RcuStall get_process_name [dirpro]; HungTask synchronize_rcu; HungTask vmstat_refresh; SoftLockup get_process_name [dirpro]; SoftLockup get_process_name [dirpro]")]
    [InlineData("A6_leader_caller", "")]
    [InlineData("v3_correct", "")]
    [InlineData("B1_softlockup_panic", "SoftLockup get_process_name [dirpro]; Panic")]
    [InlineData("v10_oops", "NullDereference get_process_name [v10_oops]")]
    [InlineData("v9_mutex", "HungTask get_process_name [v9_mutex]; HungTask get_process_name [v9_mutex]; HungTask get_process_name [v9_mutex]; HungTask get_process_name [v9_mutex]; HungTask get_process_name [v9_mutex]; HungTask get_process_name [v9_mutex]")]
    [InlineData("S1_stripped", "SoftLockup; RcuStall; HungTask synchronize_rcu; SoftLockup")]
    [InlineData("v7_abba", "SoftLockup note_by_pid [v7_abba]; SoftLockup note_by_name [v7_abba]; RcuStall note_by_name [v7_abba]; NmiBacktrace note_by_pid [v7_abba]; SoftLockup note_by_pid [v7_abba]; SoftLockup note_by_name [v7_abba]; HungTask synchronize_rcu")]
    public void RealFailuresMadeOnPurpose(string log, string expected)
    {
        var seen = CorpusRun.ReportsOf(Checkout.Shared($"lab/logs/{log}.txt"))
            .Select(r => $"{r.Kind}{(r.GuiltySymbol is null ? "" : $" {r.GuiltySymbol}")}{(r.GuiltyModule is null ? "" : $" [{r.GuiltyModule}]")}");
        Assert.Equal(expected, string.Join("; ", seen));
    }

    /// <summary>Where results and misses go: STUCKTRACE_RESULTS names a folder to look at them afterwards.</summary>
    static string Results(string name) => System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("STUCKTRACE_RESULTS") ?? Directory.CreateTempSubdirectory("stucktrace-").FullName, $"stucktrace-{name}.jsonl");

    static double Percent(string score, string pattern) => double.Parse(
        Regex.Match(score, pattern, RegexOptions.Multiline, TimeSpan.FromSeconds(5)).Groups[1].Value,
        System.Globalization.CultureInfo.InvariantCulture);
}
