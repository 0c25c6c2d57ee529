using Stucktrace.Attribution;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Code.Loops;
using Stucktrace.Incidents;
using Stucktrace.Machine.Symbolic;
using Stucktrace.Termination;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Tests.Reasoning;

namespace Stucktrace.Tests.ModuleEvidence;

/// <summary>Incidents in a module that the tests compile: the founding one on 2.6.32, and loops that are one or more frames above the place.</summary>
public class MadeIncidentTests
{
    const ulong Task = 0xffff8820684e4040, Cursor = 0xffff880f903d4ab0, Wanted = 0x6afc;

    [Theory]
    [InlineData("gcc")]
    [InlineData("clang")]
    public void TheFoundingCaseWithItsModule(string compiler)
    {
        MadeIncident made = new(compiler);
        LoopFacts walk = Assert.Single(made.Module.LoopsOf(made.Function("get_process_name")));
        ulong rip = walk.Head, back = made.After("new_sys_kill", "get_process_name");
        int slot = StackDepth.At(made.Module.Code.GraphOf(made.Function("get_process_name")), rip)!.Value;
        ulong[] stack = new ulong[12];
        stack[slot / 8] = made.Loaded(back);
        string log = made.OldLog(rip, Registers(made, made.Function("get_process_name"), rip), stack,
            made.Place(back, "? "), "[<ffffffff811bcce7>] ? __d_lookup+0xa7/0x160", made.Place(made.After("pid_of", "find_by_name"), "? "), "[<ffffffff8100b072>] ? system_call_fastpath+0x16/0x1b");
        DiagnosisResult result = made.Diagnose(log);

        Assert.Equal(BuildMatch.Same, Assert.Single(result.Modules.Matches).Build);
        Assert.Equal(MadeIncident.Base, result.Modules.Matches[0].Base);
        Assert.Equal((FailureClass.EndlessListWalk, Confidence.Strong, "get_process_name"), (result.Verdict.Class, result.Verdict.Confidence, result.Verdict.Culprit.Function));
        StuckLoop loop = result.Loop!;
        Assert.Equal((0x450, SentinelKind.StartElement), (loop.Facts.Walk!.NodeOffset, loop.Facts.Walk.SentinelKind));
        Assert.Equal(Task, Assert.Single(loop.Registers, r => r.Role == RegisterRole.Current).Value);
        Assert.NotNull(loop.Registers.First(r => r.Role == RegisterRole.Current).Confirmed);
        Assert.Contains(loop.Registers, r => r is { Role: RegisterRole.Cursor, Value: Cursor });
        Assert.Contains(loop.Registers, r => r is { Role: RegisterRole.Wanted, Value: Wanted });
        Report report = Assert.Single(result.Reports);
        Assert.Equal((FrameJudgement.Caller, FrameJudgement.Stale), (report.Frames[0].Judged, report.Frames[2].Judged));
    }

    [Fact]
    public void AFileWhoseFunctionsLieElsewhereIsAnotherBuild()
    {
        MadeIncident made = new("gcc");
        MadeIncident other = new("clang");
        ulong rip = made.Module.LoopsOf(made.Function("get_process_name"))[0].Head, back = made.After("new_sys_kill", "get_process_name");
        string log = made.OldLog(rip, Registers(made, made.Function("get_process_name"), rip), new ulong[12], made.Place(back, "? "));
        DiagnosisResult result = made.Diagnose(log, other.Bytes);
        Assert.Equal(BuildMatch.Another, Assert.Single(result.Modules.Matches).Build);
        Assert.Null(result.Loop);
        Assert.Contains(result.Findings, f => f.Id == "ST1702");
    }

    [Theory]
    [InlineData("gcc")]
    [InlineData("clang")]
    public void TheLoopIsOneFrameAboveTheKernelsFunction(string compiler)
    {
        MadeIncident made = new(compiler, isNew: true);
        ulong back = made.After("find_by_name", "strcmp");
        ulong call = made.Module.CallBefore(back)!.Address;
        DiagnosisResult result = made.Diagnose(MadeIncident.NewLog(
            "strcmp+0x10/0x30", Registers(made, made.Function("find_by_name"), call), made.Name(back), made.Name(made.After("pid_of", "find_by_name"))));
        StuckLoop loop = result.Loop!;
        Assert.Equal(("find_by_name", call, 0), (loop.Function.Name, loop.Address, loop.Frame));

        // Nothing there says which list of tasks it is: the code alone does not make it suspicious.
        Assert.Equal((FailureClass.EndlessListWalk, Confidence.Likely, "find_by_name"), (result.Verdict.Class, result.Verdict.Confidence, result.Verdict.Culprit.Function));
        Assert.Contains(loop.Registers, r => r is { Role: RegisterRole.Cursor, Value: Cursor });
        Assert.Contains(loop.Registers, r => r is { Role: RegisterRole.Current, Value: Task });
    }

    [Theory]
    [InlineData("gcc")]
    [InlineData("clang")]
    public void TheLoopIsAboveAHelperWithALoopOfItsOwn(string compiler)
    {
        MadeIncident made = new(compiler, isNew: true);
        LoopFacts[] inner = [.. made.Module.LoopsOf(made.Function("matches"))];
        ulong rip = inner.Length > 0 ? inner[0].Head : made.Function("matches").Entry;
        ulong back = made.After("find_slowly", "matches");
        DiagnosisResult result = made.Diagnose(MadeIncident.NewLog(
            made.Name(rip), Registers(made, made.Function("find_slowly"), made.Module.CallBefore(back)!.Address), made.Name(back), made.Name(made.After("is_running", "find_slowly"))));
        Assert.Equal("find_slowly", result.Loop!.Function.Name);
        Assert.Equal((FailureClass.EndlessListWalk, "find_slowly"), (result.Verdict.Class, result.Verdict.Culprit.Function));
        Assert.Contains(result.Loop.Registers, r => r is { Role: RegisterRole.Current, Value: Task });
    }

    // Without unwind data the kernel vouches for no frame. Behind its way into an interrupt stands the place that was interrupted, which nobody called.
    [Theory]
    [InlineData("asm_sysvec_apic_timer_interrupt", true)]
    [InlineData("do_nothing_of_the_kind", false)]
    public void ThePlaceBehindAnInterruptIsWhereItCameIn(string above, bool isInterrupted)
    {
        MadeIncident made = new("gcc", isNew: true);
        ulong place = made.Module.LoopsOf(made.Function("get_process_name"))[0].Head;
        DiagnosisResult result = made.Diagnose($"""
            [   18.843164] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:
            [   18.843598] rcu: 	Tasks blocked on level-0 rcu_node (CPUs 0-1): P106
            [   18.843958] rcu: 	(detected by 0, t=3752 jiffies, g=-847, q=1 ncpus=2)
            [   18.844273] task:agentd          state:R  running task     stack:0     pid:106   ppid:1      flags:0x00080800
            [   18.844751] Call Trace:
            [   18.844953]  <TASK>
            [   18.845231]  ? __schedule+0x4cd/0x1070
            [   18.845748]  ? sysvec_apic_timer_interrupt+0xe/0x90
            [   18.845844]  ? {above}+0x1a/0x20
            [   18.846074]  ? {made.Name(place)}
            [   18.846443]  ? {made.Name(made.After("new_sys_kill", "get_process_name"))}
            [   18.846528]  ? do_syscall_64+0xe1/0x650
            [   18.851916]  ? entry_SYSCALL_64_after_hwframe+0x76/0x7e
            [   18.852050]  </TASK>

            """);
        StackFrame frame = result.Reports[^1].Frames[3];
        Assert.Equal(isInterrupted ? (FrameJudgement.Caller, "join.frame.interrupted") : (FrameJudgement.Stale, "join.frame.no-call"), (frame.Judged, frame.Why!.Id));
        Assert.Equal(isInterrupted ? place : null, result.Loop?.Address);
        Assert.Equal(isInterrupted, result.Claims("ST1705").Contains("confirms the chain of calls: get_process_name ← new_sys_kill.", StringComparison.Ordinal));
        Assert.DoesNotContain("which called what", result.Claims("ST1801"), StringComparison.Ordinal);
    }

    // The situation is told with the task that was caught and the pid that its registers show, whoever else has to be made up.
    [Fact]
    public void TheScenarioIsThatOfTheReport()
    {
        MadeIncident made = new("gcc");
        TaskStage stage = made.Diagnose(Caught(made, 0)).Loop!.Study!.Endless!.Stage!;
        Assert.Equal(("agentd", 27392, (int)Wanted), (stage.Current.Comm, stage.Current.Pid, stage.WantedPid));
        Assert.All(stage.Model.Tasks.Where(t => t != stage.Current), t => Assert.True(t.Pid < 300 && t.Comm != "agentd"));
        Assert.All(made.Diagnose(Caught(made, 0)).Loop!.Study!.Rows.Where(r => r.Scenario is { Wanted: WantedTask.Leader or WantedTask.OnlyThread }), r => Assert.Equal((int)Wanted, r.Stage!.WantedPid));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void InACrowdedLogTheLastSituationsAreMadeUp(int spare)
    {
        MadeIncident made = new("gcc");
        int incidents = TrialLimits.Default.MaxCasts - spare;
        DiagnosisResult result = made.Diagnose(string.Concat(Enumerable.Range(0, incidents).Select(i => Caught(made, i))));
        Assert.Equal(incidents, result.Incidents.Length);
        int[] callers = [.. result.Loops.Values.Select(l => l.Study!.Endless!.Stage!.Current.Pid)];
        Assert.Equal(incidents, callers.Length);
        Assert.Equal(spare < 0 ? 1 : 0, callers.Count(p => p < 300));
    }

    // The report of a machine of its own, of its own task that looks for its own pid.
    static string Caught(MadeIncident made, int number)
    {
        ulong rip = made.Module.LoopsOf(made.Function("get_process_name"))[0].Head, back = made.After("new_sys_kill", "get_process_name");
        ulong[] stack = new ulong[12];
        stack[StackDepth.At(made.Module.Code.GraphOf(made.Function("get_process_name")), rip)!.Value / 8] = made.Loaded(back);
        Dictionary<string, ulong> registers = Registers(made, made.Function("get_process_name"), rip);
        foreach (string wanted in registers.Where(r => r.Value == Wanted).Select(r => r.Key).ToArray())
            registers[wanted] += (ulong)number;
        return made.OldLog(rip, registers, stack, made.Place(back, "? "), "[<ffffffff8100b072>] ? system_call_fastpath+0x16/0x1b").Replace(" CTL ", $" CTL{number} ", StringComparison.Ordinal);
    }

    // What the registers hold there: each that the code has current, the cursor or the pid in gets such a value.
    static Dictionary<string, ulong> Registers(MadeIncident made, Code.Function function, ulong at)
    {
        string[] names = ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"];
        LoopFacts loop = made.Module.LoopsOf(function).Single(l => l.Walk is not null);
        ValueNames words = new(made.Module.Image);
        Dictionary<string, ulong> values = [];
        foreach ((string name, Expression held) in names.Zip(made.Module.ValuesBefore(function, at)))
        {
            if (words.IsCurrent(held))
                values[name] = Task;
            else if (held is { Kind: ExpressionKind.LoopValue } && held.Cell == loop.Walk!.Cursor)
                values[name] = Cursor;
            else if (loop.Variables.First(v => v.Cell == loop.Walk!.Cursor).Updates.Any(u => Formula.AreAlike(u, held)))
                values[name] = Cursor;
            else if (ValueNames.ArgumentOf(held.Kind == ExpressionKind.Truncate ? held.Left! : held) == 1)
                values[name] = Wanted;
        }

        return values;
    }
}
