using System.Collections.Immutable;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Incidents;

namespace Stucktrace.Tests.StackReading;

/// <summary>The same kinds of facts from failures that share no name, offset or address with the founding case.</summary>
public class VariantFacts
{
    // Another module and hook, another slot (RSP+0x28), current in R10, the cursor in RDX, the pid in RAX and on the stack; a leftover of the kernel before the caller.
    const string First = """
        BUG: soft lockup - CPU#5 stuck for 68s! [agentd:4711]
        Modules linked in: kguard(P)(U) watchfs(U) edrmon(U) ext4 jbd2
        CPU 5
        Modules linked in: kguard(P)(U) watchfs(U) edrmon(U) ext4 jbd2

        Pid: 4711, comm: agentd Tainted: P           ---------------    2.6.32-573.el6.x86_64 #1 Dell Inc. PowerEdge R720
        RIP: 0010:[<ffffffffa0713a2c>]  [<ffffffffa0713a2c>] owner_of+0x6c/0x1b0 [kguard]
        RSP: 0018:ffff8804115f7a10  EFLAGS: 00000246
        RAX: 0000000000002f1d RBX: ffff8804115f7a60 RCX: 0000000000000000
        RDX: ffff88041231d520 RSI: ffff8804115f7d50 RDI: ffff8804115f7d50
        RBP: ffffffff8156513e R08: 0000000000000001 R09: 0000000000000000
        R10: ffff8804119aaab0 R11: 0000000000000246 R12: ffffffff8109a7ef
        R13: ffff8804115f79a0 R14: 0000000000000000 R15: 0000000000000000
        FS:  00007fd887fff700(0000) GS:ffff880060640000(0000) knlGS:0000000000000000
        CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033
        Process agentd (pid: 4711, threadinfo ffff8804115f4000, task ffff8804119aaab0)
        Stack:
         0000000000000000 ffffffff8114a830 0000000000002f1d ffff8804115f7d50
        <d> ffffffffa0710010 ffffffffa0718f40 ffff88041231d520 0000000000000000
        <d> 0000000000000000 0000000000000000 0000000000000000 0000000000000000
        Call Trace:
         [<ffffffff8114a830>] ? __lru_cache_add+0x40/0x80
         [<ffffffffa0710010>] ? filter_table+0x0/0x40 [kguard]
         [<ffffffffa0718f40>] ? hook_sys_tgkill+0xa0/0x310 [kguard]
         [<ffffffffa0222b0b>] ? inspect+0x9b/0x1f0 [edrmon]
         [<ffffffffa0719990>] ? fake_unlink+0x0/0x310 [kguard]
         [<ffffffff8100b0d2>] ? system_call_fastpath+0x16/0x1b
        """;

    static readonly string Second = First
        .Replace("ffffffffa071", "ffffffffa033", StringComparison.Ordinal).Replace("ffff8804115f", "ffff8801005f", StringComparison.Ordinal)
        .Replace("ffff8804119aaab0", "ffff8801007ea040", StringComparison.Ordinal).Replace("ffff88041231d520", "ffff88010055cab0", StringComparison.Ordinal)
        .Replace("0000000000002f1d", "00000000000022b8", StringComparison.Ordinal).Replace("4711", "5822", StringComparison.Ordinal)
        .Replace(" watchfs(U) edrmon(U)", " watchfs(U)", StringComparison.Ordinal).Replace("CPU#5", "CPU#2", StringComparison.Ordinal);

    static readonly Report One = Reading.Judged(First);
    static readonly Report Two = Reading.Judged(Second, input: 1);

    [Fact]
    public void Reads_the_facts_of_one_log()
    {
        ImmutableArray<Finding> facts = StackFacts.Read([One]);
        facts.One("ST1201", "kguard(P)(U), watchfs(U), edrmon(U)");
        Assert.Contains("at RSP+0x28", facts.One("ST1101", "hook_sys_tgkill+0xa0 [kguard]").English(), StringComparison.Ordinal);
        facts.One("ST1102", "module kguard replaces tgkill(2)");
        facts.One("ST1103", "edrmon (inspect)");
        facts.One("ST1104", "R10 holds 0xffff8804119aaab0");
        facts.One("ST1105", "RDX = 0xffff88041231d520");
        facts.One("ST1106", "RAX = 0x2f1d = 12061 looks like a process id and is not the caller's own; the same value lies in the stack at RSP+0x10");
        facts.One("ST1107", "RDI = RSI points to RSP+0x340");
        facts.One("ST1114", "replaces unlink(2)");
        Assert.Equal(
            [FrameJudgement.Stale, FrameJudgement.Stale, FrameJudgement.Caller, FrameJudgement.Stale, FrameJudgement.Stale, FrameJudgement.Unknown],
            One.Frames.Select(f => f.Judged));
    }

    [Fact]
    public void Reads_the_facts_of_two_logs_together()
    {
        FailureComparisonResult result = FailureComparison.Compare([One, Two]);
        result.Findings.One("ST1501", "owner_of+0x6c [kguard], called from hook_sys_tgkill+0xa0 [kguard], whose return address lies in the same stack slot, RSP+0x28");
        result.Findings.One("ST1502", "it is 0x5514 bytes in both");
        result.Findings.One("ST1503", "RDI = RSI = RSP+0x340 in both");
        result.Findings.One("ST1504", "R10 is the current task in both");
        result.Findings.One("ST1504", "RAX holds a number like a process id each time, 12061 and 8888");
        result.Findings.One("ST1504", "RDX is another task structure");
        Assert.Contains("cleared: edrmon", result.Findings.One("ST1505", "present each time: kguard, watchfs").English(), StringComparison.Ordinal);
    }

    // The words of these registers are left over from before the interrupt: the same values there say nothing on 2.6.32, RBP does since 3.1, and all do since 4.3.
    [Theory]
    [InlineData("2.6.32-573.el6.x86_64", "RBX", false)]
    [InlineData("2.6.32-573.el6.x86_64", "RBP", false)]
    [InlineData("2.6.32-573.el6.x86_64", "R12", false)]
    [InlineData("2.6.32-573.el6.x86_64", "R13", false)]
    [InlineData("2.6.32-573.el6.x86_64", "R14", false)]
    [InlineData("2.6.32-573.el6.x86_64", "R15", false)]
    [InlineData("2.6.32-573.el6.x86_64", "R08", true)]
    [InlineData("2.6.39-400.el6uek.x86_64", "RBP", false)]
    [InlineData("3.10.0-1160.el7.x86_64", "RBP", true)]
    [InlineData("3.10.0-1160.el7.x86_64", "RBX", false)]
    [InlineData("3.10.0-1160.el7.x86_64", "R15", false)]
    [InlineData("4.2.0-42-generic", "R12", false)]
    [InlineData("4.3.0-1-amd64", "R12", true)]
    [InlineData("4.18.0-240.el8.x86_64", "RBX", true)]
    public void Words_that_the_interrupt_did_not_save_mean_nothing(string kernel, string register, bool isSaved)
    {
        string held = $"{register}: ffff8804119aaab0";
        string log = First.Replace("2.6.32-573.el6.x86_64", kernel, StringComparison.Ordinal).Replace("R10: ffff8804119aaab0", "R10: 0000000000000000", StringComparison.Ordinal);
        int at = log.IndexOf(register + ": ", StringComparison.Ordinal);
        log = log[..at] + held + log[(at + held.Length)..];
        Report report = Reading.Judged(log);
        string name = register == "R08" ? "r8" : register.ToLowerInvariant();
        Assert.Equal(0xffff8804119aaab0, report.Registers[name]);
        Assert.Equal(!isSaved, report.IsLeftOver(name));
        Assert.Equal(isSaved ? 0xffff8804119aaab0 : null, report.Register(name));
        Assert.Equal(isSaved, StackFacts.Read([report]).Any(f => f.Id == "ST1104"));
    }

    // An oops is a trap, which saves every register.
    [Fact]
    public void Registers_of_a_trap_hold()
    {
        string log = First.Replace("soft lockup - CPU#5 stuck for 68s! [agentd:4711]", "unable to handle kernel paging request at ffff880300000000", StringComparison.Ordinal);
        Report report = Reading.Judged(log, ReportKind.BadAccess);
        Assert.NotNull(report.Register("rbx"));
        Assert.False(report.IsLeftOver("rbx"));
    }

    [Fact]
    public void Another_offset_size_or_function_says_less()
    {
        FailureSimilarity moved = FailureComparison.Compare(One, Reading.Judged(Second.Replace("owner_of+0x6c/0x1b0", "owner_of+0x70/0x1b0", StringComparison.Ordinal), input: 1));
        Assert.Equal((false, true, Confidence.Likely), (moved.SamePlace, moved.SameFunction, moved.Confidence));
        FailureSimilarity rebuilt = FailureComparison.Compare(One, Reading.Judged(Second.Replace("owner_of+0x6c/0x1b0", "owner_of+0x6c/0x1c0", StringComparison.Ordinal), input: 1));
        Assert.False(rebuilt.SameBuild);
        FailureSimilarity other = FailureComparison.Compare(One, Reading.Judged(Second.Replace("owner_of", "elsewhere", StringComparison.Ordinal), input: 1));
        Assert.False(other.SameFailure);
        Assert.Empty(FailureComparison.Compare([One, Reading.Judged(Second.Replace("owner_of", "elsewhere", StringComparison.Ordinal), input: 1)]).Findings);
    }

    [Fact]
    public void Modern_traces_name_the_call_and_the_hook()
    {
        Report report = Reading.Judged("""
            watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [worker:140]
            Modules linked in: guard2(OE) xfs
            CPU: 1 PID: 140 Comm: worker Tainted: G           OE      6.1.0-56-amd64 #1  Debian 6.1.192-1
            RIP: 0010:seek_task+0x45/0xa0 [guard2]
            Code: 48 8b 90 <48> 8b 82
            RSP: 0018:ffffb5a8c0a9fe90 EFLAGS: 00000293
            RAX: ffff9ef2c1a00000 RBX: 0000000000001234 RCX: 0000000000000000
            Call Trace:
             <TASK>
             ? idle_helper+0x12/0x30 [otherm]
             new_sys_kill+0x67/0x88 [guard2]
             do_syscall_64+0x55/0xb0
             ? exc_page_fault+0x70/0x170
             ? __bpf_trace_tick_stop+0x10/0x10
             entry_SYSCALL_64_after_hwframe+0x6e/0xd8
            RIP: 0033:0x43e1b9
            RSP: 002b:00007f32dd9e4128 EFLAGS: 00000246 ORIG_RAX: 000000000000003e
            RAX: ffffffffffffffda RBX: 00007f32dd9e4640 RCX: 000000000043e1b9
            RDX: 0000000000000000 RSI: 0000000000000000 RDI: 0000000000001234
             </TASK>
            """);
        ImmutableArray<Finding> facts = StackFacts.Read([report]);
        Assert.Contains("kill(pid=4660, sig=0)", facts.One("ST1113", "worker:140").English(), StringComparison.Ordinal);
        Assert.Equal(Confidence.Strong, facts.One("ST1102", "replaces kill(2)").Confidence);
        Assert.Equal(Confidence.Strong, facts.One("ST1106", "RBX = 0x1234 = 4660 is the argument pid of kill(2)").Confidence);
        Assert.DoesNotContain(facts, f => f.Id == "ST1101");
        Assert.Equal(FrameJudgement.Stale, report.Frames[0].Judged);
        Assert.Equal(FrameJudgement.Stale, report.Frames.Single(f => f.Location.Symbol == "exc_page_fault").Judged);
    }

    [Theory]
    [InlineData("general protection fault, probably for non-canonical address 0xdead000000000202: 0000 [#1] PREEMPT SMP", "ST1108", "0xdead000000000202, is LIST_POISON2 (0xdead000000000200) + 0x2")]
    [InlineData("general protection fault, probably for non-canonical address 0x6b6b6b6b6b6b6b7b: 0000 [#1] PREEMPT SMP", "ST1108", "POISON_FREE (0x6b6b6b6b6b6b6b6b) + 0x10")]
    [InlineData("BUG: kernel NULL pointer dereference, address: 0000000000000018", "ST1109", "a field at 0x18")]
    [InlineData("BUG: unable to handle page fault for address: fffffffffffffff4", "ST1109", "is -12: an error code")]
    [InlineData("BUG: unable to handle page fault for address: 00007f1200001000", "ST1109", "user space")]
    [InlineData("general protection fault, probably for non-canonical address 0x6d616e2f7273752f: 0000 [#1] PREEMPT SMP", "ST1109", "text: \"/usr/nam\"")]
    [InlineData("general protection fault, probably for non-canonical address 0xdffffc0000000003: 0000 [#1] PREEMPT SMP KASAN", "ST1109", "shadow of 0x18")]
    public void Says_what_the_failed_address_was(string header, string id, string text)
    {
        Report report = Reading.Reports(header + "\nCPU: 0 PID: 7 Comm: x Not tainted 6.1.0 #1\nRIP: 0010:walk+0x10/0x20\nRSP: 0018:ffffb5a8c0a9fe90 EFLAGS: 00000293\nRAX: 0000000000000001 RBX: 0000000000000001 RCX: 0000000000000000\nCall Trace:\n <TASK>\n up+0x1/0x2\n </TASK>\n")[0];
        Assert.NotNull(report.FaultAddress);
        StackFacts.Read([report]).One(id, text);
    }

    [Fact]
    public void Doubts_names_of_stripped_modules()
    {
        Assert.True(SymbolFacts.IsDoubtful(new CodeLocation("a", 0x300, 0x200, "m", null)));
        Assert.False(SymbolFacts.IsDoubtful(new CodeLocation("a", 0x200, 0x200, "m", null)));
        Assert.True(SymbolFacts.IsDoubtful(new CodeLocation("a", 0x21000, 0x40000, "m", null)));
        Assert.False(SymbolFacts.IsDoubtful(new CodeLocation("a", 0x300, 0x3ad0, "m", null)));
        Assert.True(SymbolFacts.IsDoubtful(new CodeLocation("a", 0x1366, 0x3ad0, "m", null), places: 2));
        Assert.False(SymbolFacts.IsDoubtful(new CodeLocation("vmx_vcpu_run", 0x1366, 0x9000, null, null), places: 2));
        Assert.False(SymbolFacts.IsDoubtful(new CodeLocation("a", 0x50, 0x100, "m", null), places: 2));
    }

    [Theory]
    [InlineData("new_sys_kill", "kill", true)]
    [InlineData("hook_sys_openat2", "openat2", true)]
    [InlineData("__x64_sys_rt_sigaction", "rt_sigaction", true)]
    [InlineData("fake_getdents64", "getdents64", true)]
    [InlineData("my_kill", "kill", false)]
    [InlineData("new_open_f", "open", false)]
    [InlineData("ext4_sync_fs", null, false)]
    [InlineData("kill", null, false)]
    [InlineData("get_process_name", null, false)]
    [InlineData("nvme_poll", null, false)]
    public void Recognises_names_of_hooks(string symbol, string? call, bool says)
    {
        SystemCallHook? hook = SystemCallHook.Match(symbol);
        Assert.Equal(call, hook?.SystemCall);
        Assert.Equal(says, hook?.SaysSystemCall ?? false);
    }

    [Theory]
    [InlineData("RAX: {0} RBX: {1} RCX: ffff8935d3f23080", "RAX = RBX + 0x890 each time, while RCX, RDI stayed: the loop walks a list")]
    [InlineData("RAX: {0} RBX: 0000000000000007 RCX: ffff8935d3f23080", "RAX moved while RCX, RDI stayed")]
    [InlineData("RAX: 0000000000000001 RBX: 0000000000000007 RCX: ffff8935d3f23080", "no register changed")]
    public void Samples_of_one_stall_show_what_the_loop_advances(string registers, string claim)
    {
        string[] bases = ["ffff8935c1288000", "ffff8935c2299040", "ffff8935c1290340"];
        string text = string.Join('\n', bases.Select(b => "watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [worker:140]\nCPU: 1 PID: 140 Comm: worker Not tainted 6.1.0 #1\nRIP: 0010:seek+0x45/0xa0 [m]\nRSP: 0018:ffffb5a8c0a9fe90 EFLAGS: 00000293\n"
            + string.Format(null, registers, (Convert.ToUInt64(b, 16) + 0x890).ToString("x16", null), b) + "\nRDX: 0000000000000000 RSI: 0000000000000000 RDI: 0000000000001234\nCall Trace:\n <TASK>\n up+0x67/0x88 [m]\n </TASK>"));
        ImmutableArray<Report> samples = Reading.Reports(text);
        Assert.Equal(3, samples.Length);
        SampleFacts.Read(samples, "i1").One("ST1506", claim);
        Assert.Empty(SampleFacts.Read(samples.Take(1), "i1"));
    }

    [Fact]
    public void Enterprise_Linux_7_prints_the_task_elsewhere_and_vouches_for_frames()
    {
        ImmutableArray<Finding> facts = StackFacts.Read([Reading.Judged("""
            NMI watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [agent:2211]
            Modules linked in: kscan(POE) ip_vs(OE) xfs libcrc32c sd_mod
            CPU: 3 PID: 2211 Comm: agent Kdump: loaded Tainted: P           OE  ------------   3.10.0-1160.el7.x86_64 #1
            task: ffff9a1e3a2b0000 ti: ffff9a1e5c3e8000 task.ti: ffff9a1e5c3e8000
            RIP: 0010:[<ffffffffc0a2f05a>]  [<ffffffffc0a2f05a>] find_owner+0x3a/0xb0 [kscan]
            RSP: 0018:ffff9a1e5c3ebe70  EFLAGS: 00000287
            RAX: ffff9a1e3a2b1040 RBX: ffff9a1e5c3ebf18 RCX: ffff9a1e3a2b0000
            RDX: 00000000000056ce RSI: 0000000000000000 RDI: 00000000000056ce
            RBP: ffff9a1e5c3ebe80 R08: 0000000000000000 R09: 0000000000000000
            Call Trace:
             [<ffffffffc0a2f8b7>] hooked_sys_tkill+0x27/0x90 [kscan]
             [<ffffffffc0b11111>] ? ip_vs_in+0x111/0x300 [ip_vs]
             [<ffffffffb6f95f92>] system_call_fastpath+0x25/0x2a
            Code: 48 8b 80 18 08 00 00 <48> 3d 60 34 a1 81 75 f0
            """)]);
        Assert.Equal(Confidence.Strong, facts.One("ST1102", "called by the system call entry itself and named after a system call: module kscan replaces tkill(2)").Confidence);
        facts.One("ST1104", "RCX holds 0xffff9a1e3a2b0000");
        facts.One("ST1105", "RAX = 0xffff9a1e3a2b1040");
        facts.One("ST1106", "RDI = RDX = 0x56ce = 22222 looks like a process id");
        facts.One("ST1103", "ip_vs (ip_vs_in)");
        Assert.DoesNotContain(facts, f => f.Id == "ST1101");
    }

    [Fact]
    public void Enterprise_Linux_5_marks_no_frame_so_only_pointers_are_judged()
    {
        Report report = Reading.Judged("""
            BUG: soft lockup - CPU#0 stuck for 10s! [agent:2211]
            CPU 0:
            Modules linked in: kscan(U) ext3
            Pid: 2211, comm: agent Tainted: G      2.6.18-194.el5 #1
            RIP: 0010:[<ffffffff88a8c3a0>]  [<ffffffff88a8c3a0>] :kscan:find_owner+0x3a/0xb0
            RSP: 0018:ffff81003a5b3e50  EFLAGS: 00000287
            RAX: 0000000000000001 RBX: ffff81003a5b3f18 RCX: ffff81003a2b0000

            Call Trace:
             [<ffffffff88a8c8b7>] :kscan:new_sys_kill+0x27/0x90
             [<ffffffff8002c9e4>] autoremove_wake_function+0x0/0x2e
             [<ffffffff8005d28d>] tracesys+0xd5/0xe0
            """);
        Assert.Equal(("find_owner", "kscan"), (report.Location?.Symbol, report.Location?.Module));
        Assert.Equal([FrameJudgement.Unknown, FrameJudgement.Stale, FrameJudgement.Unknown], report.Frames.Select(f => f.Judged));
        Assert.True(report.Modules[0].ThirdParty);
    }

    [Fact]
    public void Traces_that_nothing_vouches_for_stay_unjudged()
    {
        // A running lock owner's stack on new kernels: every frame marked ?, no registers, no raw stack.
        Report report = Reading.Judged("watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [worker:140]\nCPU: 1 PID: 140 Comm: worker Not tainted 7.0.0 #1\nCall Trace:\n <TASK>\n ? spin_on_flag+0x10/0x20 [guard2]\n ? vfs_read+0x10/0x20\n </TASK>\n");
        Assert.All(report.Frames, f => Assert.Equal(FrameJudgement.Unknown, f.Judged));
        Assert.DoesNotContain(StackFacts.Read([report]), f => f.Id is "ST1101" or "ST1102");
    }
}
