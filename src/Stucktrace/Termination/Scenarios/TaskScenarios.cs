using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Kernel.Processes;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Scenarios;

/// <summary>
/// Executes a walk over tasks in every situation that matters: caller is leader, thread or kernel thread; the number wanted is a leader's, only a
/// thread's, the caller's own or nobody's; the neighbour that a thread's copied node points to is alive or freed.
/// </summary>
/// <param name="code">The module.</param>
/// <param name="loop">The loop.</param>
/// <param name="roles">What the walk shows of tasks.</param>
/// <param name="cast">Who takes part.</param>
/// <param name="limits">Bounds.</param>
sealed class TaskScenarios(ModuleCode code, LoopFacts loop, TaskRoles roles, ScenarioCast cast, TrialLimits limits)
{
    const int Few = 3;
    const int Many = 150;
    const ulong StackCanary = 0x5ca1_ab1e_0c0f_fe00;
    const int NobodysPid = 11111;
    readonly ProcessRules _rules = ScenarioMachine.RulesOf(code);

    internal ImmutableArray<ScenarioRow> Run() => [.. All().Select(Row)];

    IEnumerable<TaskScenario> All()
    {
        WantedTask?[] wanted = roles.Wanted is null ? [null] : [WantedTask.Leader, WantedTask.OnlyThread, WantedTask.Caller, WantedTask.Nobody];
        foreach (Caller caller in Enum.GetValues<Caller>())
        {
            foreach (WantedTask? whose in wanted)
            {
                yield return new TaskScenario(caller, whose, Neighbour.Alive, Few);
                if (caller == Caller.Thread)
                    yield return new TaskScenario(caller, whose, Neighbour.Freed, Few);
            }
        }

        // The same on a machine with many processes: the period grows with the ring, the verdict does not change.
        yield return new TaskScenario(Caller.Leader, roles.Wanted is null ? null : WantedTask.Nobody, Neighbour.Alive, Many);
        yield return new TaskScenario(Caller.Thread, roles.Wanted is null ? null : WantedTask.Nobody, Neighbour.Alive, Many);
    }

    ScenarioRow Row(TaskScenario scenario)
    {
        (LoopOutcome outcome, TaskStage stage) = Execute(scenario);
        string id = string.Create(
            CultureInfo.InvariantCulture,
            $"{scenario.Caller.Kebab()}/{scenario.Wanted?.Kebab() ?? "any"}{(scenario.Caller == Caller.Thread ? "/" + scenario.Neighbour.Kebab() : string.Empty)}{(scenario.Processes == Many ? "/many" : string.Empty)}");
        Message name = Message.Of(
            "end.scenario.tasks",
            Message.Of(scenario.Caller switch { Caller.Leader => "end.caller.leader", Caller.Thread => "end.caller.thread", _ => "end.caller.kernel-thread" }),
            Message.Of(scenario.Wanted switch
            {
                WantedTask.Leader => "end.wanted.leader",
                WantedTask.OnlyThread => "end.wanted.only-thread",
                WantedTask.Caller => "end.wanted.caller",
                WantedTask.Nobody => "end.wanted.nobody",
                _ => "end.wanted.none",
            }),
            scenario.Caller != Caller.Thread ? string.Empty : Message.Of(scenario.Neighbour == Neighbour.Alive ? "end.neighbour.alive" : "end.neighbour.freed"),
            stage.Model.Tasks.Count(t => t.IsAlive && t.IsLeader));
        return new ScenarioRow(id, name, outcome, OutcomeWords.Of(outcome, loop)) { Scenario = scenario, Stage = stage, Again = () => Prepare(scenario, out _, out _).AtEntry() };
    }

    (LoopOutcome Outcome, TaskStage Stage) Execute(TaskScenario scenario)
    {
        ScenarioMachine machine = Prepare(scenario, out TaskStage stage, out bool placed);
        return (placed ? machine.FromEntry() : new LoopOutcome { Kind = OutcomeKind.Unknown, Stop = new RunStop(StopKind.UnknownBranch, loop.Head) }, stage);
    }

    ScenarioMachine Prepare(TaskScenario scenario, out TaskStage stage, out bool placed)
    {
        ScenarioMachine machine = new(code, loop, limits);
        stage = Cast(scenario, machine.Heap);
        machine.Memory.Write(AddressRules.PerCpuArea + 0x28, 8, StackCanary);
        placed = roles.Current is null || machine.Inputs.Set(roles.Current, stage.Current.Address);
        placed &= stage.WantedPid is not { } pid || machine.Inputs.Set(roles.Wanted!, (ulong)pid);
        machine.FillArguments();
        return machine;
    }

    // A small machine: systemd, kthreadd with a worker, some processes, and a server of two threads with a neighbour behind it in the ring. Who runs the
    // code and which number is looked for are the incident's, where it shows them.
    TaskStage Cast(TaskScenario scenario, KernelHeap heap)
    {
        ProcessModel model = new(heap, roles.Layout, _rules, roles.InitTask);
        KernelTask systemd = model.Fork(model.Init, "systemd");
        KernelTask kthreadd = model.KernelThread(model.Init, "kthreadd");
        KernelTask worker = model.KernelThread(kthreadd, "kworker/0:1");
        KernelTask other = Numbered(model, scenario.Wanted == WantedTask.Leader ? cast.Wanted : null, () => model.Fork(systemd, "cron"));
        KernelTask otherThread = Numbered(model, scenario.Wanted == WantedTask.OnlyThread ? cast.Wanted : null, () => model.CloneThread(other, "cron-worker"));
        KernelTask server = Caught(model, scenario.Caller == Caller.Leader, "server", name => model.Fork(systemd, name));
        KernelTask neighbour = model.Fork(systemd, "sleep");
        for (int i = 0; i < scenario.Processes; i++)
            model.Fork(systemd, string.Create(CultureInfo.InvariantCulture, $"process{i + 1}"));
        KernelTask thread = Caught(model, scenario.Caller == Caller.Thread, "server-thread", name => model.CloneThread(server, name));
        if (scenario.Neighbour == Neighbour.Freed)
        {
            model.Exit(neighbour);
            model.Reap(neighbour);
        }

        KernelTask current = scenario.Caller switch { Caller.Leader => server, Caller.Thread => thread, _ => worker };
        int? pid = scenario.Wanted switch
        {
            WantedTask.Leader => other.Pid,
            WantedTask.OnlyThread => otherThread.Pid,
            WantedTask.Caller => current.Pid,
            WantedTask.Nobody => cast.Wanted ?? NobodysPid,
            _ => null,
        };
        return new TaskStage(model, heap, current, neighbour, pid, cast);
    }

    // The task that runs the code.
    KernelTask Caught(ProcessModel model, bool isCaller, string madeUp, Func<string, KernelTask> make) =>
        isCaller ? Numbered(model, cast.Pid, () => make(cast.Comm ?? madeUp)) : make(madeUp);

    static KernelTask Numbered(ProcessModel model, int? pid, Func<KernelTask> make)
    {
        if (pid is not { } number)
            return make();
        int next = model.NextPid;
        model.NextPid = number;
        KernelTask made = make();
        model.NextPid = next;
        return made;
    }
}
