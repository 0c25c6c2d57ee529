using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Code;
using Stucktrace.Code.Locks;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Machine.Symbolic;
using Stucktrace.Termination;
using Stucktrace.Termination.Locks;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>Derives from a module's study how its failure is provoked: the scenario that never ends, and the way in.</summary>
public sealed class PlanBuilder
{
    static readonly ImmutableArray<ReportKind> Stuck = [ReportKind.SoftLockup, ReportKind.HardLockup, ReportKind.RcuStall, ReportKind.HungTask, ReportKind.WorkqueueLockup];
    static readonly ImmutableArray<ReportKind> Sleeping = [ReportKind.HungTask];
    static readonly ImmutableArray<ReportKind> Faulting = [ReportKind.NullDereference, ReportKind.BadAccess, ReportKind.GeneralProtection];
    static readonly ImmutableArray<ReportKind> Atomic = [ReportKind.SleepInAtomic, ReportKind.SchedulingWhileAtomic];
    readonly ModuleResult _module;
    readonly TriggerLimits _limits;
    readonly CallFinder _calls;

    PlanBuilder(ModuleResult module, TriggerLimits limits)
    {
        (_module, _limits) = (module, limits);
        _calls = new CallFinder(module, limits);
    }

    /// <summary>Makes the plan.</summary>
    /// <param name="module">The module; its code must have been read.</param>
    /// <param name="focus">What the diagnosis says.</param>
    /// <param name="limits">Bounds; null for those of the command line.</param>
    /// <returns>Null when nothing was found in it that could be provoked.</returns>
    public static ReproductionPlan? Of(ModuleResult module, PlanFocus focus, TriggerLimits? limits = null)
    {
        if (module.Code is null)
            return null;
        PlanBuilder builder = new(module, limits ?? TriggerLimits.Default);
        IEnumerable<ReproductionPlan> all = [.. builder.Loops(focus), .. builder.Locks(), .. builder.Lookups()];
        // What the diagnosis names comes first; among what it does not, loops that never end, then locks, then look-ups.
        ReproductionPlan? best = all.OrderByDescending(p => Fit(p, focus)).FirstOrDefault();
        // Of a failure that nothing in the code explains, the way to its place is known all the same.
        return (best is null || Fit(best, focus) == 0) && builder.Reach(focus) is { } reach ? reach : best;
    }

    /// <summary>Makes the plan for a loop alone: nothing else in the module is looked at.</summary>
    /// <param name="module">The module, with the studies of the loops in question.</param>
    /// <param name="focus">What the diagnosis says.</param>
    /// <returns>Null when none of them never ends.</returns>
    public static ReproductionPlan? OfLoop(ModuleResult module, PlanFocus focus) =>
        module.Code is null ? null : new PlanBuilder(module, TriggerLimits.Default).Loops(focus).OrderByDescending(p => Fit(p, focus)).FirstOrDefault();

    static int Fit(ReproductionPlan plan, PlanFocus focus) =>
        (focus.LoopIdentity is { } identity && plan.Study?.Loop.Identity == identity ? 8 : 0)
        + (focus.Function == plan.Function ? 2 : 0)
        + (focus.Class != FailureClass.Unknown && plan.Class == focus.Class ? 4 : 0);

    IEnumerable<ReproductionPlan> Loops(PlanFocus focus)
    {
        foreach (LoopStudy study in _module.Studies)
        {
            if (study.Endless is not { } endless || (focus.LoopIdentity is { } identity && study.Loop.Identity != identity && _module.Studies.Any(s => s.Loop.Identity == identity)))
                continue;
            Expression? wanted = study.Loop.Exits.FirstOrDefault(e => e.Meaning is ExitMeaning.FieldEqualsArgument or ExitMeaning.FieldHasValue && e.Wanted is { IsConstant: false })?.Wanted;
            bool walk = endless.Scenario is not null;
            TriggerCall call = _calls.To(new TriggerPlace(study.Loop.Function, study.Loop.Head, Wanted: wanted));
            yield return new ReproductionPlan
            {
                Module = _module,
                What = Message.Of("trigger.what.loop", Place(study.Loop.Function, study.Loop.Head), endless.Name),
                Shape = walk ? TriggerShape.TaskWalk : TriggerShape.Call,
                Function = study.Loop.Function.Name,
                Class = study.Loop.Kind is LoopKind.ListWalk or LoopKind.PointerChase ? FailureClass.EndlessListWalk : FailureClass.EndlessLoop,
                Kinds = Stuck,
                Calls = [call],
                Study = study,
                Endless = endless.Scenario,
                Modes = walk ? ModesOfWalk(study, endless) : ModesOfCall(call),
            };
        }
    }

    IEnumerable<ReproductionPlan> Locks()
    {
        foreach (LockStudy study in _module.Locks)
        {
            LockProblem problem = study.Problem;
            yield return problem.Kind switch
            {
                LockProblemKind.OppositeOrder => Crossed(study, problem),
                LockProblemKind.NotGivenBack => Kept(study, problem),
                _ => Twice(study, problem),
            };
        }
    }

    ReproductionPlan Twice(LockStudy study, LockProblem problem)
    {
        TriggerCall call = _calls.To(In(problem.Waits!, problem.Taken));
        return OfLocks(study, TriggerShape.Call, [call], ModesOfCall(call));
    }

    ReproductionPlan Crossed(LockStudy study, LockProblem problem) => OfLocks(
        study, TriggerShape.CrossedLocks, [_calls.To(In(problem.Waits!, problem.Taken)), _calls.To(In(problem.OtherWaits!, problem.OtherTaken!))],
        [
            new TriggerMode("crossed", Message.Of("trigger.mode.crossed"), IsControl: false),
            new TriggerMode("apart", Message.Of("trigger.mode.apart"), IsControl: true),
        ]);

    ReproductionPlan Kept(LockStudy study, LockProblem problem)
    {
        TriggerCall keeps = _calls.To(new TriggerPlace(problem.Function, problem.ReturnAt, problem.Taken.Function.Entry == problem.Function.Entry ? problem.Taken.At : null));
        TriggerCall gives = _calls.To(In(problem.GivenBack!, problem.Taken));
        return OfLocks(
            study, TriggerShape.KeptLock, [keeps, gives],
            [
                new TriggerMode("kept", Message.Of("trigger.mode.kept"), IsControl: false),
                new TriggerMode("given-back", Message.Of("trigger.mode.given-back"), IsControl: true),
            ]);
    }

    ReproductionPlan OfLocks(LockStudy study, TriggerShape shape, ImmutableArray<TriggerCall> calls, ImmutableArray<TriggerMode> modes) => new()
    {
        Module = _module,
        What = study.What,
        Shape = shape,
        Function = study.Problem.Function.Name,
        Class = study.Problem.Sleeps ? FailureClass.MutexDeadlock : FailureClass.SpinlockDeadlock,
        Kinds = study.Problem.Sleeps ? Sleeping : Stuck,
        Calls = calls,
        Modes = modes,
        Locks = study,
    };

    ReproductionPlan? Reach(PlanFocus focus)
    {
        if (focus.Function is not { } name || _module.Code!.Find(name) is not { } function)
            return null;
        TriggerCall call = _calls.To(new TriggerPlace(function, function.Entry));
        call = call with { Gaps = [.. call.Gaps, Message.Of("trigger.gap.state", name)] };
        return new ReproductionPlan
        {
            Module = _module,
            What = Message.Of("trigger.what.reach", name),
            Shape = TriggerShape.Call,
            Function = name,
            Class = focus.Class,
            Kinds = focus.Class switch
            {
                FailureClass.MutexDeadlock or FailureClass.LostWakeup or FailureClass.RcuDeadlock => Sleeping,
                FailureClass.NullDereference or FailureClass.UseAfterFree or FailureClass.MemoryCorruption => Faulting,
                FailureClass.SleepInAtomic => Atomic,
                _ => Stuck,
            },
            Calls = [call],
            Modes = ModesOfCall(call),
        };
    }

    IEnumerable<ReproductionPlan> Lookups()
    {
        foreach (NullLookup lookup in _module.Code!.Functions.SelectMany(f => NullLookup.Of(_module.Code, f)).Take(_limits.MaxLookups))
        {
            TriggerCall call = _calls.To(new TriggerPlace(lookup.Function, lookup.CallAt, Wanted: LookupKey.Of(_module.Code, lookup, _limits)));
            yield return new ReproductionPlan
            {
                Module = _module,
                What = Message.Of("trigger.what.lookup", Place(lookup.Function, lookup.CallAt), lookup.Lookup, Place(lookup.FaultFunction, lookup.FaultAt)),
                Shape = TriggerShape.EmptyLookup,
                Function = lookup.FaultFunction.Name,
                Class = FailureClass.NullDereference,
                Kinds = Faulting,
                Calls = [call],
                Modes = call.Wanted is null
                    ? ModesOfCall(call)
                    : [new TriggerMode("nobody", Message.Of("trigger.mode.nobody"), IsControl: false), new TriggerMode("somebody", Message.Of("trigger.mode.somebody"), IsControl: true)],
                Lookup = lookup,
            };
        }
    }

    static ImmutableArray<TriggerMode> ModesOfWalk(LoopStudy study, ScenarioRow endless)
    {
        TaskScenario provoking = endless.Scenario!;
        TriggerMode provokes = new(NameOf(provoking.Caller), Message.Of("trigger.mode.walk", endless.Name, endless.Result), IsControl: false);
        // The same with the least changed: another caller, the same number wanted.
        ScenarioRow? ends = study.Ordinary.FirstOrDefault(r => r.Outcome.Kind == OutcomeKind.Ends && r.Scenario is { Caller: Caller.Leader or Caller.Thread } s && s.Caller != provoking.Caller && s.Wanted == provoking.Wanted);
        return ends is null ? [provokes] : [provokes, new TriggerMode(NameOf(ends.Scenario!.Caller), Message.Of("trigger.mode.walk", ends.Name, ends.Result), IsControl: true)];
    }

    static ImmutableArray<TriggerMode> ModesOfCall(TriggerCall call)
    {
        TriggerMode provokes = new("call", Message.Of(call.Kind == TriggerWayKind.Load ? "trigger.mode.load" : "trigger.mode.call"), IsControl: false);
        if (call.Kind == TriggerWayKind.Load)
            return [provokes];
        TriggerMode control = call.Elsewhere is null ? new("nothing", Message.Of("trigger.mode.nothing"), IsControl: true) : new("elsewhere", Message.Of("trigger.mode.elsewhere"), IsControl: true);
        return [provokes, control];
    }

    static string NameOf(Caller caller) => caller switch { Caller.Leader => "leader", Caller.Thread => "thread", _ => "kernel-thread" };

    // Locks that a called function takes are waited for there.
    static TriggerPlace In(LockCall call, LockCall via) => new(call.Function, call.At, via.Function.Entry == call.Function.Entry ? via.At : null);

    static string Place(Function function, ulong address) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{function.Name}+0x{address - function.Entry:x}");
}
