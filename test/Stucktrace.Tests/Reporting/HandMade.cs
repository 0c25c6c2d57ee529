using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents;

namespace Stucktrace.Tests.Reporting;

/// <summary>A result as the pipeline makes it for the founding case, made by hand so that the outputs can be tested alone.</summary>
static class HandMade
{
    internal static DiagnosisResult FoundingCase()
    {
        Evidence header = Evidence.At(0, 1, "BUG: soft lockup - CPU#1 stuck for 67s! [wsssr_defence_d:27392]");
        Evidence rip = Evidence.At(0, 7, "RIP: 0010:[<ffffffffa02aa510>] [<ffffffffa02aa510>] get_process_name+0x50/0x100 [dirpro]");
        Evidence stack = new(0, 23, 25, "<d> 0000000000000000 0000000034e20113 ffff882067f97e48 ffffffffa02ae19c");
        Evidence hung = Evidence.At(0, 67, "INFO: task crond:28259 blocked for more than 120 seconds.");
        Verdict verdict = new(
            new Culprit(CulpritKind.Module, "dirpro", "get_process_name", 0x50),
            FailureClass.EndlessListWalk,
            Confidence.Strong,
            Said("dirpro never leaves get_process_name+0x50, called from its replacement of kill(2): its search for a task ends at neither exit"),
            "i1",
            [
                new Suspect("dirpro", "get_process_name", [new Reason(Said("the CPU was in it for 67 s of watchdog time"), 10, [header, rip]), new Reason(Said("the only third-party module in both incidents"), 5, [])], [], 15),
                new Suspect("syshook_linux", "release_context", [new Reason(Said("third-party, and in the trace"), 2, [Evidence.At(0, 60)])], [new Reason(Said("left over from earlier calls"), 4, [])], -2),
            ],
            [new Cleared("crond", Said("it only waits for the grace period"), [hung]), new Cleared("syshook_linux", Said("its frames are left over from earlier calls"), [Evidence.At(0, 60)])],
            [Said("add dirpro.ko")]);
        return new DiagnosisResult
        {
            Inputs =
            [
                new DiagnosisInput("samples/dirpro/messages.log", InputKind.KernelLog, null, true, [new InputDiagnostic("LOG0103", Said("the year is not known"), 1)]),
                new DiagnosisInput("samples/dirpro/vmcore-dmesg.txt", InputKind.KernelLog, null, true, []),
                new DiagnosisInput("samples/dirpro/notes.pdf", InputKind.Unknown, null, false, [new InputDiagnostic("LOG0001", Said("not a kernel log"), null, 0)]),
            ],
            Boots = [new LogBoot("CTL_AH_225_079", 0, null, 0, 1, false)],
            Reports = [Lockup, Hung, Provoked],
            Incidents =
            [
                new Incident
                {
                    Id = "i1",
                    Host = "CTL_AH_225_079",
                    Kernel = Lockup.Kernel,
                    Start = At(18, 35, 19),
                    StartWhy = Said("67 s of 2^30 ns are first printed 72 s after the CPU stopped scheduling"),
                    Seconds = 282,
                    Reports = ["r1", "r2"],
                    Cause = "r1",
                    Effects = [new Effect("r2", "waits-for-grace-period", Said("synchronize_sched() waits for CPU 1, which passes no quiescent state"), [hung])],
                },
                new Incident { Id = "i2", Kernel = Lockup.Kernel, Reports = ["r3"], Cause = "r3" },
            ],
            Verdict = verdict,
            IncidentVerdicts = ImmutableSortedDictionary<string, Verdict>.Empty.Add("i1", verdict).Add("i2", verdict with { Incident = "i2" }),
            Findings =
            [
                new Finding("ST1401", Said("dirpro is to blame: CPU 1 was in get_process_name+0x50 [dirpro], in kernel mode"), Confidence.Strong, [header, rip], ["sed -n '1p;7p' samples/dirpro/messages.log"], "i1", 100),
                new Finding("ST1101", Said("the caller is new_sys_kill+0x5c [dirpro]: the first text address above RSP, at RSP+0x58"), Confidence.Strong, [stack], [], "i1", 90),
            ],
            RuledOut =
            [
                new RuledOut("hardware-errors", true, false, Said("no machine check, EDAC or storage error in the log"), []),
                new RuledOut("slow-console", false, false, Said("the log does not tell how fast the console is"), []),
            ],
            NotChecked = [Said("the module's code: no dirpro.ko was given"), Said("memory: no vmcore was given")],
            Advice =
            [
                new Advice(AdviceKind.Fix, Said("look the task up with pid_task(find_vpid(nr), PIDTYPE_PID) under rcu_read_lock(). Do not walk the ring.")),
                new Advice(AdviceKind.Mitigate, Said("unload the agent's module, or stop the agent. Then reboot.")),
                new Advice(AdviceKind.Collect, Said("let the next lockup panic and leave a dump"), "sysctl -w kernel.softlockup_panic=1\nsystemctl enable --now kdump"),
            ],
        };
    }

    internal static Report Lockup { get; } = new()
    {
        Id = "r1",
        Kind = ReportKind.SoftLockup,
        Title = "BUG: soft lockup in get_process_name",
        Input = 0,
        FirstLine = 1,
        LastLine = 66,
        Time = At(18, 36, 31),
        Host = "CTL_AH_225_079",
        Kernel = "2.6.32-754.6.3.el6.x86_64",
        Architecture = Architecture.X64,
        Hardware = "Inspur NF5280M4/YZMB-00689-101",
        Cpu = 1,
        Pid = 27392,
        Comm = "wsssr_defence_d",
        Seconds = 67,
        TaskAddress = 0xffff8820684e4040,
        Location = new CodeLocation("get_process_name", 0x50, 0x100, "dirpro", 0xffffffffa02aa510),
        GuiltySymbol = "get_process_name",
        GuiltyModule = "dirpro",
        SystemCall = new SystemCall(62, "kill", [("pid", "27388"), ("sig", "0")], 7),
        Frames = [new StackFrame(new CodeLocation("new_sys_kill", 0x5c, 0x220, "dirpro", 0xffffffffa02ae19c), false, FrameContext.Task, false, 27, FrameJudgement.Caller, Said("first text address above RSP"))],
        Registers = RegisterFile.Empty with { Values = RegisterFile.Empty.Values.Add("rip", 0xffffffffa02aa510) },
        Modules = [new ModuleEntry("dirpro", "U", true, 2), new ModuleEntry("ext4", "", false, 2)],
        Taint = new Taint("Not tainted", "", 6),
        Lines = [new ReportLine(1, "BUG: soft lockup - CPU#1 stuck for 67s! [wsssr_defence_d:27392]"), new ReportLine(60, "[<ffffffffa0195b8b>] ? release_context+0x20b/0x3ad0 [syshook_linux]")],
    };

    static Report Hung { get; } = new()
    {
        Id = "r2",
        Kind = ReportKind.HungTask,
        Title = "INFO: task hung in synchronize_sched",
        Input = 0,
        FirstLine = 67,
        LastLine = 90,
        Time = At(18, 40, 1),
        Host = "CTL_AH_225_079",
        Kernel = Lockup.Kernel,
        Pid = 28259,
        Comm = "crond",
        Seconds = 120,
        Location = new CodeLocation("synchronize_sched", 0x58, 0x60, null, 0xffffffff810a6608),
        LocksHeld = [new HeldLock("crond", 28259, "&type->lock_class", 0xffff88206582b068, new CodeLocation("keyctl", 1, 2, null, null), 70)],
        BlockedOn = new LikelyOwner("mutex", "owned", "crond", 28259, 71),
        Rcu = new RcuStall("rcu_sched", false, false, [1], [], 2, 60_000, null),
        LastUnloaded = "nf_conntrack",
        WorkFunction = new CodeLocation("flush", null, null, null, null),
        Damaged = Said("the end is cut off"),
    };

    static Report Provoked { get; } = Lockup with { Id = "r3", Input = 1, FirstLine = 1, LastLine = 40, Time = default, Host = null, Pid = 5114, Comm = "a.out" };

    /// <summary>A sentence that is in no catalogue; it renders as itself in angle quotes.</summary>
    internal static Message Said(string text) => Message.Of(text);

    static LogTime At(int hour, int minute, int second) => new(null, new WallClock(null, 5, 23, new TimeSpan(hour, minute, second), null));
}
