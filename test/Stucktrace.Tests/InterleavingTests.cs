using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Incidents;
using Stucktrace.Tests.Reasoning;

namespace Stucktrace.Tests;

/// <summary>
/// Two CPUs that print their soft lockups at once, where the log names no caller: their lines are mixed in every way that a console can mix them.
/// A report has its own lines or says that they may be another one's; it never has another one's in silence.
/// </summary>
public class InterleavingTests
{
    const int Rounds = 400;

    // What watchdog_timer_fn of 6.1 prints.
    static string[] Lockup(int cpu) =>
    [
        $"watchdog: BUG: soft lockup - CPU#{cpu} stuck for 22s! [w{cpu}:{100 + cpu}]",
        "Modules linked in: ours(OE)",
        $"CPU: {cpu} PID: {100 + cpu} Comm: w{cpu} Tainted: G           OE      6.1.0 #1",
        "Hardware name: QEMU Standard PC (i440FX + PIIX, 1996)",
        $"RIP: 0010:native_queued_spin_lock_slowpath+0x{cpu}0/0x2a0",
        $"Code: 5{cpu} 41 54 55 53 48 89 fb 66 90 <eb> e3 81 fe 00 01",
        $"RSP: 0018:ffffa0000000{cpu}000 EFLAGS: 00000202",
        "",
        $"RAX: 000000000000000{cpu} RBX: ffffffffc056841{cpu} RCX: 000000000000000{cpu}",
        $"RDX: 000000000000000{cpu} RSI: 000000000000000{cpu} RDI: ffffffffc056841{cpu}",
        $"RBP: ffff8ab3d3dcc{cpu}00 R08: 000000000000000{cpu} R09: 000000000000000{cpu}",
        $"R10: 000000000000000{cpu} R11: 000000000000000{cpu} R12: 0000000000004c0{cpu}",
        $"R13: 000000000000000{cpu} R14: ffff8ab3d3dcc{cpu}01 R15: 000000000000000{cpu}",
        $"FS:  00007f8094ae{cpu}6c0(0000) GS:ffff8ab3d33{cpu}0000(0000) knlGS:0000000000000000",
        "CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033",
        $"CR2: 00000000004a3{cpu}20 CR3: 000000000110{cpu}000 CR4: 00000000000006e0",
        "Call Trace:",
        " <TASK>",
        " _raw_spin_lock+0x25/0x30",
        $" taker_{cpu}+0x33/0x60 [ours]",
        $" caller_{cpu}+0x19/0x38 [ours]",
        " __x64_sys_ioctl+0x90/0xd0",
        " do_syscall_64+0x5d/0xb0",
        $" ? left_over_{cpu}+0x1e/0x40",
        " entry_SYSCALL_64_after_hwframe+0x6e/0xd8",
        "RIP: 0033:0x442ccb",
        $"Code: {cpu}0 48 89 44 24 18 31 c0 48 8d 44 24 60",
        $"RSP: 002b:00007f8094ae{cpu}1d0 EFLAGS: 00000246 ORIG_RAX: 0000000000000010",
        $"RAX: ffffffffffffffda RBX: 000000000000000{cpu} RCX: 0000000000442ccb",
        $"RDX: 0000000000000000 RSI: 0000000000004c0{cpu} RDI: 000000000000000{cpu}",
        $"RBP: 000000000000000{cpu} R08: 0000000000000000 R09: 000000000000000{cpu}",
        $"R10: 000000000000000{cpu} R11: 0000000000000246 R12: 0000000000000000",
        $"R13: 000000000000001{cpu} R14: 00007fff9515ce{cpu}0 R15: 00007fff9515cf{cpu}8",
        " </TASK>",
    ];

    // What check_hung_task of 6.1 prints.
    static readonly string[] Hung =
    [
        "INFO: task sleeper:300 blocked for more than 120 seconds.",
        "      Tainted: G           OEL     6.1.0 #1",
        "\"echo 0 > /proc/sys/kernel/hung_task_timeout_secs\" disables this message.",
        "task:sleeper         state:D stack:0     pid:300   ppid:1      flags:0x00000002",
        "Call Trace:",
        " <TASK>",
        " __schedule+0x34d/0xa00",
        " schedule+0x5a/0xd0",
        " ? left_over_3+0x1e/0x40",
        " synchronize_rcu+0x71/0xb0",
        " do_syscall_64+0x5d/0xb0",
        " entry_SYSCALL_64_after_hwframe+0x6e/0xd8",
        "RIP: 0033:0x442e09",
        "RSP: 002b:00007fff9515d0b8 EFLAGS: 00000202 ORIG_RAX: 0000000000000144",
        "RAX: ffffffffffffffda RBX: 0000000000000003 RCX: 0000000000442e09",
        " </TASK>",
    ];

    // And what print_other_cpu_stall's neighbour, print_cpu_stall, does.
    static string[] Stalled => ["rcu: INFO: rcu_preempt self-detected stall on CPU", "rcu: \t1-....: (3649 ticks this GP) idle=9a14/1/0x4000000000000000 softirq=135/135 fqs=1599", "\t(t=3750 jiffies g=-859 q=3 ncpus=3)", .. Lockup(1)[2..]];

    /// <summary>How the lines are stamped.</summary>
    public enum Clock
    {
        /// <summary>Not at all.</summary>
        None,

        /// <summary>Each line later than the one before.</summary>
        Runs,

        /// <summary>Each CPU's has stopped some lines after its header, as where interrupts are off and the counter is not to be trusted.</summary>
        Stops,
    }

    static string Mixed(Clock clock, Random random, params string[][] dumps)
    {
        int[] next = [0, 0], stopsAt = [random.Next(2, 9), random.Next(2, 9)];
        long[] stopped = [0, 0];
        // How long a CPU prints before the other one does: from line by line to nearly one after the other.
        int run = 1 << random.Next(5);
        List<string> lines = [];
        long now = 20_000_000;
        int printing = 0;
        while (next[0] < dumps[0].Length || next[1] < dumps[1].Length)
        {
            if (random.Next(run) == 0 || next[printing] == dumps[printing].Length)
                printing = 1 - printing;
            if (next[printing] == dumps[printing].Length)
                continue;
            now += random.Next(1, 300);
            if (next[printing] == stopsAt[printing])
                stopped[printing] = now;
            long stamp = clock == Clock.Stops && stopped[printing] != 0 ? stopped[printing] : now;
            string prefix = clock == Clock.None ? "" : string.Create(CultureInfo.InvariantCulture, $"[{stamp / 1_000_000,5}.{stamp % 1_000_000:d6}] ");
            lines.Add(prefix + dumps[printing][next[printing]++]);
        }

        return string.Join('\n', lines) + "\n";
    }

    static bool Has(Report report, string[] lines) =>
        report.Lines.Select(l => l.Text).Where(t => t.Trim().Length > 0).SequenceEqual(lines.Where(t => t.Trim().Length > 0), StringComparer.Ordinal);

    // Whole, and seen by another detector of the same CPU.
    const string Stall = """
        [   41.000000] rcu: INFO: rcu_sched self-detected stall on CPU
        [   41.000100] rcu: 	1-....: (5000 ticks this GP) idle=4194/1/0x4000000000000000 softirq=169/169 fqs=1599
        [   41.000200] CPU: 1 PID: 101 Comm: w1 Tainted: G           OEL     6.1.0 #1
        [   41.000300] RIP: 0010:native_queued_spin_lock_slowpath+0x30/0x2a0
        [   41.000400] RSP: 0018:ffffa00000001000 EFLAGS: 00000202
        [   41.000500] Call Trace:
        [   41.000600]  <TASK>
        [   41.000700]  _raw_spin_lock+0x25/0x30
        [   41.000800]  taker_1+0x33/0x60 [ours]
        [   41.000900]  caller_1+0x19/0x38 [ours]
        [   41.001000]  entry_SYSCALL_64_after_hwframe+0x6e/0xd8
        [   41.001100]  </TASK>

        """;

    [Fact]
    public void LinesThatMayBeTheNeighboursAccuseNobody()
    {
        string[] one = Lockup(1), two = Lockup(2);
        string text = string.Join('\n', one.Zip(two).SelectMany((p, i) => new[] { $"[   20.{i:d4}00] {p.First}", $"[   20.{i:d4}01] {p.Second}" })) + "\n";
        DiagnosisResult alone = Logs.Diagnose(text), confirmed = Logs.Diagnose(text + Stall);
        Assert.All(alone.Reports, r => Assert.True(r.IsMixed));
        Assert.Equal(Confidence.Possible, alone.Verdict.Confidence);
        Assert.Contains(alone.Verdict.RaisedBy, m => m.Id == "raised.unmixed");
        Assert.True(confirmed.Verdict.Confidence > Confidence.Possible);
        Assert.Equal("taker_1", confirmed.Verdict.Culprit.Function);
    }

    [Theory]
    [InlineData(Clock.None, 0)]
    [InlineData(Clock.Runs, 0)]
    [InlineData(Clock.Stops, Rounds / 2)]
    public void NoReportHasAnothersLinesInSilence(Clock clock, int leastTakenApart)
    {
        Random random = new(20261123);
        int apart = 0;
        for (int i = 0; i < Rounds; i++)
        {
            string text = Mixed(clock, random, Lockup(1), Lockup(2));
            ImmutableArray<Report> reports = CorpusRun.ReportsOfText(text);
            Assert.Equal([1, 2], reports.Select(r => r.Cpu!.Value).Order());
            Assert.All(reports, r => Assert.True(r.Damaged is not null || Has(r, Lockup(r.Cpu!.Value)), $"round {i}: report of CPU {r.Cpu}\n{string.Join('\n', r.Lines.Select(l => l.Text))}\nof\n{text}"));
            apart += reports.All(r => r.Damaged is null) ? 1 : 0;
        }

        Assert.InRange(apart, leastTakenApart, Rounds);
    }

    [Theory]
    [InlineData(Clock.None, Rounds / 6)]
    [InlineData(Clock.Runs, Rounds / 6)]
    [InlineData(Clock.Stops, Rounds / 2)]
    public void NorHasATaskThatSleepsTheLinesOfACpuThatSpins(Clock clock, int leastTakenApart)
    {
        Random random = new(7);
        int apart = 0;
        for (int i = 0; i < Rounds; i++)
        {
            string text = Mixed(clock, random, Stalled, Hung);
            ImmutableArray<Report> reports = CorpusRun.ReportsOfText(text);
            foreach (Report report in reports.Where(r => r.Damaged is null))
                Assert.True(Has(report, report.Kind == ReportKind.HungTask ? Hung : Stalled), $"round {i}: {report.Kind}\n{string.Join('\n', report.Lines.Select(l => l.Text))}\nof\n{text}");
            apart += reports.All(r => r.Damaged is null) ? 1 : 0;
        }

        Assert.InRange(apart, leastTakenApart, Rounds);
    }
}
