using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Reproduction.Machines;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace;

/// <summary>Says what came of a reproduction.</summary>
static class ReproductionJudge
{
    /// <summary>What came of one run.</summary>
    internal static Message ResultOf(ReproductionRun run) => run.Diagnosis?.Verdict is { Incident: not null } verdict
        ? Message.Of("reproduce.run.diagnosed", verdict.Summary)
        : Message.Of("reproduce.run." + run.Machine.End.Kebab());

    /// <summary>What came of all of them.</summary>
    internal static (ReproductionOutcome Outcome, Message Summary) Judge(ReproductionPlan plan, ImmutableArray<ReproductionRun> runs, bool isStandIn, bool interrupted)
    {
        ReproductionRun run = runs[0];
        if (interrupted)
            return (ReproductionOutcome.Failed, Message.Of("reproduce.interrupted"));
        if (runs.FirstOrDefault(r => r.Machine.End == MachineEnd.Failed) is { } failed)
            return (ReproductionOutcome.Failed, Message.Of("reproduce.machine-failed", failed.Name));
        if (!run.HasFailure)
            return (ReproductionOutcome.DidNotHappen, Message.Of("reproduce.outcome.did-not-happen", run.Mode.Name));
        if (runs.FirstOrDefault(r => r.IsControl && r.HasFailure) is { } control)
            return (ReproductionOutcome.HappenedInControl, Message.Of("reproduce.outcome.in-control", control.Mode.Name));
        if (runs.FirstOrDefault(r => r.IsControl && r.Machine.End != MachineEnd.Finished) is { } unclear)
            return (ReproductionOutcome.HappenedInControl, Message.Of("reproduce.outcome.control-unclear", unclear.Mode.Name));
        Message controls = runs.Length > 1 ? Message.Of("reproduce.controls-clean", runs.Length - 1) : Message.Of("reproduce.controls-none");
        if (isStandIn && run.Diagnosis?.Verdict is { } verdict && verdict.Class == plan.Class && verdict.Culprit.Function == plan.Function)
            return (ReproductionOutcome.SameKind, Message.Of("reproduce.outcome.stand-in", controls, plan.Module.File!.Name));
        return Relation(plan, run) switch
        {
            FailureRelation.Same => (ReproductionOutcome.Reproduced, Message.Of("reproduce.outcome.same", controls)),
            FailureRelation.SameKind => (ReproductionOutcome.SameKind, Message.Of("reproduce.outcome.same-kind", controls)),
            _ => (ReproductionOutcome.Different, Message.Of("reproduce.outcome.different", run.Result)),
        };
    }

    // A case without a log has nothing to compare with but what the module's code predicts.
    static FailureRelation Relation(ReproductionPlan plan, ReproductionRun run)
    {
        if (run.Comparison is { Relation: not FailureRelation.NotComparable } comparison)
            return comparison.Relation;
        return run.Diagnosis?.Verdict is { } verdict && verdict.Culprit.Module == plan.Module.File!.Name && verdict.Class == plan.Class
            ? verdict.Culprit.Function == plan.Function ? FailureRelation.Same : FailureRelation.SameKind
            : FailureRelation.Different;
    }
}
