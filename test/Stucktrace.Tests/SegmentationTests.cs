using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Tests;

/// <summary>Which lines belong to which report: callers, CPUs that print at once, cuts and losses.</summary>
public class SegmentationTests
{
    static string[] LinesOf(int cpu, string prefix) =>
    [
        $"{prefix}watchdog: BUG: soft lockup - CPU#{cpu} stuck for 22s! [w{cpu}:{100 + cpu}]",
        $"{prefix}CPU: {cpu} PID: {100 + cpu} Comm: w{cpu} Not tainted 6.1.0 #1",
        $"{prefix}RIP: 0010:spin_{cpu}+0x10/0x20 [mod{cpu}]",
        $"{prefix}RSP: 0018:ffffa0000000{cpu}000 EFLAGS: 00000202",
        $"{prefix}Call Trace:",
        $"{prefix} <TASK>",
        $"{prefix} caller_{cpu}+0x30/0x60 [mod{cpu}]",
        $"{prefix} do_syscall_64+0x5d/0xb0",
        $"{prefix} entry_SYSCALL_64_after_hwframe+0x6e/0xd8",
        $"{prefix} </TASK>",
    ];

    static string Zip(string[] a, string[] b) => string.Join('\n', a.Zip(b).SelectMany(p => new[] { p.First, p.Second })) + "\n";

    [Theory]
    [InlineData("[   50.000001][    C1] ", "[   50.000002][    C2] ")]
    [InlineData("[   50.000001] ", "[   50.000002] ")]
    public void TwoCpusThatPrintAtOnceComeApart(string first, string second)
    {
        ImmutableArray<Report> reports = CorpusRun.ReportsOfText(Zip(LinesOf(1, first), LinesOf(2, second)));
        Assert.Equal([(1, "spin_1", "mod1"), (2, "spin_2", "mod2")], reports.Select(r => (r.Cpu!.Value, r.GuiltySymbol!, r.GuiltyModule!)));
        Assert.All(reports, r => Assert.Null(r.Damaged));
        Assert.All(reports, r => Assert.Equal($"caller_{r.Cpu}", r.Frames[0].Location.Symbol));
    }

    [Fact]
    public void MixedLinesThatNothingTellsApartAreSaidToBeDamaged()
    {
        ImmutableArray<Report> reports = CorpusRun.ReportsOfText(Zip(LinesOf(1, ""), LinesOf(2, "")));
        Assert.Equal(2, reports.Length);
        Assert.All(reports, r => Assert.Equal("report.mixed", r.Damaged?.Id));
    }

    [Fact]
    public void ChatterBetweenTheLinesDoesNotEndAReport()
    {
        string text = string.Join('\n', LinesOf(1, "[   50.000000] ").SelectMany((l, i) => new[] { l, $"[   50.000000] usb 1-1: new device number {i}" }));
        Report report = Assert.Single(CorpusRun.ReportsOfText(text + "\n"));
        Assert.Equal(3, report.Frames.Length);
        Assert.DoesNotContain(report.Lines, l => l.Text.Contains("usb", StringComparison.Ordinal));
    }

    [Fact]
    public void SilenceEndsAReport()
    {
        string[] lines = LinesOf(1, "[   50.000000] ");
        string text = string.Join('\n', lines[..^1]) + "\n[  500.000000]  stray_frame+0x1/0x2\n";
        Assert.Equal(3, Assert.Single(CorpusRun.ReportsOfText(text)).Frames.Length);
    }

    [Fact]
    public void AReportThatTheLogCutsSaysSo()
    {
        string[] lines = LinesOf(1, "[   50.000000] ");
        Assert.Equal("report.cut-in-trace", Assert.Single(CorpusRun.ReportsOfText(string.Join('\n', lines[..7]) + "\n")).Damaged?.Id);
        Assert.Equal("report.cut-by-end", Assert.Single(CorpusRun.ReportsOfText(lines[0] + "\n")).Damaged?.Id);
        Assert.Null(Assert.Single(CorpusRun.ReportsOfText(string.Join('\n', lines) + "\n")).Damaged);
    }

    [Fact]
    public void LostMessagesAreDamage()
    {
        string[] lines = LinesOf(1, "[   50.000000] ");
        lines[5] = "** 12 printk messages dropped **";
        Assert.Equal("report.lines-lost", Assert.Single(CorpusRun.ReportsOfText(string.Join('\n', lines) + "\n")).Damaged?.Id);
    }

    [Fact]
    public void APanicThatAnnouncesAReportBelongsToIt()
    {
        string text = string.Join('\n', LinesOf(1, "[   50.000000] ")) + "\n[   50.100000] Kernel panic - not syncing: softlockup: hung tasks\n[   50.100000] CPU: 1 PID: 101 Comm: w1 Tainted: G L 6.1.0 #1\n";
        ImmutableArray<Report> reports = CorpusRun.ReportsOfText(text);
        Assert.Equal([(ReportKind.SoftLockup, null), (ReportKind.Panic, "r1")], reports.Select(r => (r.Kind, r.PartOf)));
    }

    [Fact]
    public void EveryTaskOfASysrqDumpIsAReport()
    {
        ImmutableArray<Report> reports = CorpusRun.ReportsOfText(
            """
            [   50.000000] sysrq: Show Blocked State
            [   50.000000] task:cp              state:D stack:    0 pid:   77 ppid:     1 flags:0x00004000
            [   50.000000] Call Trace:
            [   50.000000]  <TASK>
            [   50.000000]  __schedule+0x37c/0x11f0
            [   50.000000]  schedule+0x4f/0xb0
            [   50.000000]  fuse_wait_answer+0x31/0x40 [fuse]
            [   50.000000]  fuse_simple_request+0x31/0x40 [fuse]
            [   50.000000]  </TASK>
            [   50.000000] task:sync            state:D stack:    0 pid:   78 ppid:     1 flags:0x00004000
            [   50.000000] Call Trace:
            [   50.000000]  <TASK>
            [   50.000000]  __schedule+0x37c/0x11f0
            [   50.000000]  schedule+0x4f/0xb0
            [   50.000000]  wb_wait_for_completion+0x31/0x40
            [   50.000000]  sync_inodes_sb+0x31/0x40
            [   50.000000]  </TASK>

            """);
        Assert.Equal([("cp", "blocked task in fuse_simple_request"), ("sync", "blocked task in sync_inodes_sb")], reports.Select(r => (r.Comm!, r.Title)));
    }
}
