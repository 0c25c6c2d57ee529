using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Tests;

/// <summary>Each bound on what reports may cost, on both sides of it.</summary>
public class LimitTests
{
    static DiagnosisResult Diagnose(string log, ReadLimits limits)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, log);
            return Diagnosis.Run([file], new DiagnosisOptions { Limits = limits });
        }
        finally
        {
            File.Delete(file);
        }
    }

    static string Hung(int pid, int frames = 3, string? caller = null) =>
        string.Concat(
            ((string[])[$"INFO: task worker{pid}:{pid} blocked for more than 120 seconds.", "Call Trace:", .. Enumerable.Range(0, frames).Select(i => $" function_{i}+0x10/0x40"), " ret_from_fork+0x10/0x18"])
            .Select(l => $"[  {pid}.000000]{caller} {l}\n"));

    [Theory]
    [InlineData(3, 3, 0)]
    [InlineData(5, 3, 2)]
    public void Reports(int reports, int kept, int notKept)
    {
        DiagnosisResult result = Diagnose(string.Concat(Enumerable.Range(100, reports).Select(p => Hung(p))), new ReadLimits { MaxReports = 3 });
        Assert.Equal((kept, (long)notKept), (result.Reports.Length, result.ReportsNotKept));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(40, true)]
    public void LinesOfAReport(int frames, bool damaged)
    {
        Report report = Assert.Single(Diagnose(Hung(100, frames), new ReadLimits { MaxLinesPerReport = 20 }).Reports);
        Assert.Equal(damaged ? "report.too-long" : null, report.Damaged?.Id);
    }

    [Fact]
    public void QuotedText()
    {
        DiagnosisResult result = Diagnose(Hung(100) + Hung(101), new ReadLimits { MaxQuotedCharacters = 200 });
        Assert.Equal([true, false], result.Reports.Select(r => !r.Lines.IsEmpty));
        Assert.All(result.Reports, r => Assert.NotEmpty(r.Frames));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public void ReportsSideBySide(int limit)
    {
        // Three CPUs print by turns; with room for two, the oldest is closed early and its later lines are lost.
        string[][] lines = [.. Enumerable.Range(1, 3).Select(cpu => Hung(100, 3, $"[ T{cpu}]").Replace("worker100:100", $"w{cpu}:{cpu}", StringComparison.Ordinal).TrimEnd().Split('\n'))];
        string log = string.Concat(Enumerable.Range(0, lines[0].Length).SelectMany(i => lines.Select(l => l[i] + "\n")));
        DiagnosisResult result = Diagnose(log, new ReadLimits { MaxOpenReports = limit });
        Assert.Equal(limit == 3, result.Reports.Length == 3 && result.Reports.All(r => r.Frames.Length == 4));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(ReadLimits.MaxStackWords + 8)]
    public void StackWords(int words)
    {
        string stack = string.Concat(Enumerable.Range(0, words / 4).Select(i => $"[  1.000000]  ffff88000000{i:x4} 0000000000000000 0000000000000001 0000000000000002\n"));
        string log =
            "[  1.000000] BUG: soft lockup - CPU#1 stuck for 67s! [a:5]\n[  1.000000] CPU 1\n[  1.000000] Pid: 5, comm: a Not tainted 2.6.32-754.el6.x86_64 #1\n"
            + "[  1.000000] RIP: 0010:[<ffffffffa0000010>]  [<ffffffffa0000010>] f+0x10/0x40 [x]\n[  1.000000] RSP: 0018:ffff880067f97578 EFLAGS: 00000287\n[  1.000000] Stack:\n"
            + stack + "[  1.000000] Call Trace:\n[  1.000000]  [<ffffffff81564357>] system_call_fastpath+0x35/0x3a\n";
        Assert.Equal(Math.Min(words, ReadLimits.MaxStackWords), Assert.Single(Diagnose(log, ReadLimits.Default).Reports).Stack.Length);
    }

    [Theory]
    [InlineData(ReadLimits.MaxStallNames)]
    [InlineData(ReadLimits.MaxStallNames + 5)]
    public void NamesInAStall(int tasks)
    {
        string names = string.Join(' ', Enumerable.Range(1000, tasks).Select(p => $"P{p}"));
        string log = $"[  1.000000] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:\n[  1.000000] rcu: \tTasks blocked on level-0 rcu_node (CPUs 0-1): {names}\n[  1.000000] rcu: \t(detected by 0, t=3752 jiffies, g=1225, q=120)\n";
        Assert.Equal(ReadLimits.MaxStallNames, Diagnose(log, ReadLimits.Default).Reports[0].Rcu!.BlockedTasks.Length);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(ReadLimits.MaxHeldLocks + 3)]
    public void HeldLocks(int locks)
    {
        string held = string.Concat(Enumerable.Range(0, locks).Select(i => $"[  100.000000]  #{i}: ffff8881000{i:x5} (&lock{i}){{+.+.}}-{{3:3}}, at: take_{i}+0x10/0x40\n"));
        string log = Hung(100) + $"[  100.000000] \n[  100.000000] Showing all locks held in the system:\n[  100.000000] {locks} locks held by worker100/100:\n{held}";
        Assert.Equal(Math.Min(locks, ReadLimits.MaxHeldLocks), Diagnose(log, ReadLimits.Default).Reports[0].LocksHeld.Length);
    }
}
