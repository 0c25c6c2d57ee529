using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Parsing;
using Stucktrace.Kernel;

namespace Stucktrace.Tests.Parsing;

public class DetailLineTests
{
    static (string Modules, string? LastUnloaded) Modules(string? kernel, params string[] lines)
    {
        ModuleListParser parser = new();
        long line = 0;
        foreach (string text in lines)
            parser.Offer(text, ++line);
        return (string.Join(' ', parser.Build(KernelRelease.Parse(kernel)).Select(m => $"{m.Name}({m.Flags}){(m.ThirdParty ? "!" : "")}@{m.Line}")), parser.LastUnloaded);
    }

    [Theory]
    [InlineData(ReadLimits.MaxModules, ReadLimits.MaxModules)]
    [InlineData(ReadLimits.MaxModules + 1, ReadLimits.MaxModules)]
    public void Module_lists_are_bounded(int modules, int kept)
    {
        string list = string.Join(' ', Enumerable.Range(0, modules).Select(i => $"m{i}"));
        Assert.Equal(kept, Modules("6.1.0", $"Modules linked in: {list}").Modules.Split(' ').Length);
    }

    [Fact]
    public void Reads_module_lists_by_the_rules_of_their_era()
    {
        Assert.Equal(("dirpro(U)!@1 zfs(P|U)!@1 autofs4()@1 8021q()@1", "speedstep_lib"),
            Modules("2.6.32-754.el6.x86_64", "Modules linked in: dirpro(U) zfs(P)(U) autofs4 8021q [last unloaded: speedstep_lib]"));
        Assert.Equal(("vxio(POE)!@1 new(OE+)!@1 stage(C)@1 usb_x()@2 virtio_net()@2", "old"),
            Modules("3.10.0-1160.el7.x86_64", "Modules linked in: vxio(POE) new(OE+) stage(C)", " usb_x virtio_net [last unloaded: old(OE)]"));
        // Everything unsigned on a self-built kernel tells nothing; one unsigned among many does.
        Assert.Equal("a(E)@1 b(E)@1 c()@1", Modules("6.1.0", "Modules linked in: a(E) b(E) c").Modules);
        Assert.Equal("a(E)!@1 b()@1 c()@1", Modules("6.1.0", "Modules linked in: a(E) b c").Modules);
        Assert.Equal("a()@1", Modules("6.1.0", "Modules linked in: a", "CPU: 1 PID: 2 Comm: x Not tainted 6.1.0 #1", "b c d e").Modules);
        Assert.Equal(("a(O)!@1", "z"), Modules("6.1.0", "Modules linked in: a(O) Unloaded tainted modules: b(OE):1 c():2 [last unloaded: z(OE)]"));
        Assert.Equal("", Modules("6.1.0", "Modules linked in:", "CPU 1", "Modules linked in:").Modules);
    }

    [Theory]
    [InlineData("crond D 000000000000001c 0 28259 22609 0x00000080", "crond", 'D', 28259, 22609, null)]
    [InlineData("crond         D 000000000000001c     0 28259  22609 0x00000080", "crond", 'D', 28259, 22609, null)]
    [InlineData("crond           D ffff88003a5b3e50     0  1234      1 0x00000080", "crond", 'D', 1234, 1, null)]
    [InlineData("txg_sync        D    0  1034      2 0x80000000", "txg_sync", 'D', 1034, 2, null)]
    [InlineData("syz-executor1   D21600 12659   3368 0x00000004", "syz-executor1", 'D', 12659, 3368, null)]
    [InlineData("mysqld        D ffff886181b202     0 443260 443001  151 0x00000000", "mysqld", 'D', 443260, 443001, null)]
    [InlineData("my prog D 1  D 0000000000000000     0  1234      1 0x00000080", "my prog D 1", 'D', 1234, 1, null)]
    [InlineData("task:crond           state:D stack:0     pid:125   ppid:1      flags:0x00000000", "crond", 'D', 125, 1, null)]
    [InlineData("task:a b:c           state:D stack:    0 pid: 125 ppid:     1 flags:0x00000000", "a b:c", 'D', 125, 1, null)]
    [InlineData("task:kwin_wayland    state:D stack:0     pid:1180  tgid:1180  ppid:1170   task_flags:0x400100 flags:0x00004002", "kwin_wayland", 'D', 1180, 1170, 1180)]
    [InlineData("task:rcu_preempt     state:R  running task     stack:24240 pid:16    tgid:16    ppid:2      flags:0x00004000", "rcu_preempt", 'R', 16, 2, 16)]
    [InlineData("syz-executor0   R  running task    22992  9033   4521 0x00000000", "syz-executor0", 'R', 9033, 4521, null)]
    [InlineData(" syz-executor3   R running task on cpu   1     22992 9033   4521 0x00000000 0000000000000001", "syz-executor3", 'R', 9033, 4521, null)]
    public void Reads_task_lines(string text, string comm, char state, int pid, int ppid, int? tgid)
    {
        Assert.True(TaskLineParser.TryParse(text, out TaskLine task));
        Assert.Equal((comm, state, pid, ppid, tgid), (task.Comm, task.State, task.Pid, task.Ppid, task.Tgid));
    }

    [Theory]
    [InlineData("ffff8820679bfce8 0000000000000082 ffff8820679bfcb0 ffff8820679bfcac")]
    [InlineData("INFO: task crond:28259 blocked for more than 120 seconds.")]
    [InlineData("Call Trace:")]
    [InlineData("SELinux: D 1 2 3 0x")]
    public void Other_lines_are_no_task_lines(string text) => Assert.False(TaskLineParser.TryParse(text, out _));

    [Theory]
    [InlineData("INFO: task kwin:1180 is blocked on a mutex likely owned by task x:y:77.", "mutex", "owned", "x:y", 77)]
    [InlineData("INFO: task kwin_wayland:1180 blocked on a semaphore likely last held by task nvidia-modeset/:501", "semaphore", "last held", "nvidia-modeset/", 501)]
    [InlineData("INFO: task a:1 <writer> blocked on an rw-semaphore likely owned by task b:2 <reader>", "rw-semaphore", "owned by a reader", "b", 2)]
    [InlineData("INFO: task a:1 <reader> blocked on an rw-semaphore likely owned by task b:2 <writer>", "rw-semaphore", "owned", "b", 2)]
    [InlineData("INFO: task a:1 is blocked on a mutex, but the owner is not found.", "mutex", "owned", null, null)]
    public void Reads_who_likely_owns_a_lock(string text, string kind, string relation, string? comm, int? pid) =>
        Assert.Equal(new LikelyOwner(kind, relation, comm, pid, 3), LockLineParser.TryParseOwner(text, 3));

    [Fact]
    public void Reads_held_locks()
    {
        Assert.True(LockLineParser.TryParseHeading("2 locks held by kworker/u4:1/1234:", out int count, out string comm, out int pid));
        Assert.Equal((2, "kworker/u4:1", 1234), (count, comm, pid));
        HeldLock? held = LockLineParser.TryParseHeld(" #0: ffff888064a0c098 (&tty->ldisc_sem){++++}-{0:0}, at: ldsem_down_read+0x32/0x40", comm, pid, 9);
        Assert.Equal(("&tty->ldisc_sem", 0xffff888064a0c098, "ldsem_down_read"), (held?.Name, held?.Address, held?.At?.Symbol));
        held = LockLineParser.TryParseHeld(" #1:  ((work_completion)(&fqdir->destroy_work)){+.+.}, at: [<ffffffff81491b2a>] process_one_work+0xb9a/0x1af0", comm, pid, 9);
        Assert.Equal(("(work_completion)(&fqdir->destroy_work)", null, 0xffffffff81491b2a), (held?.Name, held?.Address, held?.At?.Address));
    }

    [Theory]
    [InlineData("INFO: rcu_sched self-detected stall on CPU| { 1}  (t=65000 jiffies g=100 c=99 q=1)", "rcu_sched", "1", "", null, 65000L, true)]
    [InlineData("rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:|rcu: \t1-....: (2833 ticks this GP) idle=5f4c/1/0x4000000000000000 softirq=9/9 fqs=7|rcu: \tTasks blocked on level-0 rcu_node (CPUs 0-1): P154 P18278/1:b..l|rcu: \t(detected by 0, t=3752 jiffies, g=-979, q=1 ncpus=2)", "rcu_preempt", "1", "154 18278", 0, 3752L, false)]
    [InlineData("INFO: rcu_sched_state detected stalls on CPUs/tasks: { 2} (detected by 7, t=15002 jiffies)", "rcu_sched", "2", "", 7, 15002L, false)]
    [InlineData("INFO: rcu_sched_state detected stall on CPU 0 (t=15000 jiffies)", "rcu_sched", "0", "", null, 15000L, false)]
    [InlineData("INFO: RCU detected CPU stalls: 1 P123 (detected by 2, t=2500 jiffies)", "", "1", "123", 2, 2500L, false)]
    [InlineData("rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 0-...D 3-.... P77 } 6 jiffies s: 85 root: 0x1/.", "rcu_preempt", "0 3", "77", null, 6L, false)]
    public void Reads_rcu_stalls_of_every_wording(string lines, string flavour, string cpus, string tasks, int? by, long? jiffies, bool self)
    {
        RcuStallParser parser = new();
        foreach (string line in lines.Split('|'))
            Assert.True(parser.Offer(line), line);
        RcuStall stall = parser.Build();
        Assert.Equal((flavour, cpus, tasks), (stall.Flavour, string.Join(' ', stall.StalledCpus), string.Join(' ', stall.BlockedTasks)));
        Assert.Equal((by, jiffies, self), (stall.DetectedBy, stall.Jiffies, stall.SelfDetected));
    }

    [Fact]
    public void Reads_a_starved_kthread_and_leaves_other_lines_alone()
    {
        RcuStallParser parser = new();
        Assert.False(parser.Offer("1: (5 things)"));
        Assert.True(parser.Offer("rcu: rcu_preempt kthread starved for 5250 jiffies! g979 f0x0 RCU_GP_WAIT_FQS(5) ->state=0x0 ->cpu=1"));
        Assert.Equal(5250, parser.Build().KthreadStarvedJiffies);
        Assert.False(new RcuStallParser().Offer("INFO: task crond:1 blocked for more than 120 seconds."));
    }

    [Theory]
    [InlineData("Workqueue: usb_hub_wq hub_event", "hub_event", null)]
    [InlineData("Workqueue: writeback wb_workfn (flush-8:0)", "wb_workfn", null)]
    [InlineData("Workqueue: my_wq spin_work [spinner]", "spin_work", "spinner")]
    public void Reads_work_functions(string text, string function, string? module) =>
        Assert.Equal((function, module), (WorkqueueLineParser.TryParse(text)?.Symbol, WorkqueueLineParser.TryParse(text)?.Module));

    [Theory]
    [InlineData(Architecture.X64, 62, "kill")]
    [InlineData(Architecture.X64, 250, "keyctl")]
    [InlineData(Architecture.X64, 435, "clone3")]
    [InlineData(Architecture.X86, 37, "kill")]
    [InlineData(Architecture.Arm64, 129, "kill")]
    [InlineData(Architecture.Arm64, 79, "newfstatat")]
    [InlineData(Architecture.RiscV, 93, "exit")]
    [InlineData(Architecture.X64, 335, null)]
    [InlineData(Architecture.X64, 4000, null)]
    public void Names_system_calls(Architecture architecture, int number, string? name) =>
        Assert.Equal(name, SystemCallDecoder.NameOf(architecture, number));

    [Fact]
    public void An_interrupt_is_no_system_call()
    {
        RegisterDump dump = new();
        dump.Offer("RIP: 0033:0x43e1b9", 1);
        dump.Offer("RSP: 002b:00007f32dd9e4128 EFLAGS: 00000246 ORIG_RAX: ffffffffffffffff", 2);
        Assert.Null(SystemCallDecoder.Decode(Architecture.X64, dump.User));
    }
}
