using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Reproduction.Machines;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace;

/// <summary>Says what came of a reproduction.</summary>
static class ReproductionJudge
{
    // Points that have to hold: without them it is something else, whoever stood in for whom.
    static readonly string[] Telling = ["kind", "class", "exits", "scenario", ReproductionPoints.Entry];

    /// <summary>What came of one run.</summary>
    internal static Message ResultOf(ReproductionRun run) => run.Diagnosis?.Verdict is { Incident: not null } verdict
        ? Message.Of("reproduce.run.diagnosed", verdict.Summary)
        : Message.Of("reproduce.run." + run.Machine.End.Kebab());

    /// <summary>Holds the failure of a run against the one of the case, or against what the code predicts where the case shows none.</summary>
    /// <param name="plan">How it was provoked.</param>
    /// <param name="known">The failure of the case.</param>
    /// <param name="found">The failure of the run.</param>
    /// <param name="isStandIn">Whether another module stood in for the one under test.</param>
    internal static ReproductionJudgement Compare(ReproductionPlan plan, FailureSignature known, FailureSignature found, bool isStandIn)
    {
        if (known.HasFailure)
        {
            ComparisonVerdict verdict = FailureComparer.Compare(known, found);
            if (verdict.Relation != FailureRelation.NotComparable)
                return Judged(isStandIn ? JudgementBasis.CaseByStandIn : JudgementBasis.Case, verdict, plan, found);
        }

        // A case that shows no failure, or too little of it, has nothing to be held against but what the module's code predicts.
        ReproductionJudgement byCode = Judged(isStandIn ? JudgementBasis.CodeByStandIn : JudgementBasis.Code, FailureComparer.Compare(ReproductionPoints.Predicted(plan), found), plan, found);
        return byCode with { WhyNotMore = [Message.Of(known.HasFailure ? "reproduce.why.log-too-thin" : "reproduce.why.no-log"), .. byCode.WhyNotMore] };
    }

    static ReproductionJudgement Judged(JudgementBasis basis, ComparisonVerdict verdict, ReproductionPlan plan, FailureSignature found)
    {
        ImmutableArray<ComparisonPoint> points = ReproductionPoints.Of(verdict.Points, basis, plan, found);
        ReproductionJudgement judged = new(basis, Relation(basis, verdict, points), points);
        return judged with
        {
            WhyNotMore = [.. WhyNotMore(judged, plan, found)],
            Notes = basis == JudgementBasis.Case ? [verdict.Summary, .. verdict.Notes] : [],
        };
    }

    static FailureRelation Relation(JudgementBasis basis, ComparisonVerdict verdict, ImmutableArray<ComparisonPoint> points)
    {
        bool entered = Of(points, ReproductionPoints.Entry) != Agreement.Differ;
        if (basis == JudgementBasis.Case)
            return verdict.Relation == FailureRelation.Same && !entered ? FailureRelation.SameKind : verdict.Relation;
        if (Of(points, "class") is not (Agreement.Agree or Agreement.Fit) || points.Any(p => p.Agreement == Agreement.Differ && Telling.Contains(p.Name)))
            return FailureRelation.Different;
        return basis == JudgementBasis.Code && Of(points, "function") is Agreement.Agree or Agreement.Fit ? FailureRelation.Same : FailureRelation.SameKind;
    }

    static Agreement Of(ImmutableArray<ComparisonPoint> points, string name) => points.FirstOrDefault(p => p.Name == name)?.Agreement ?? Agreement.Unknown;

    static IEnumerable<Message> WhyNotMore(ReproductionJudgement judged, ReproductionPlan plan, FailureSignature found)
    {
        if (!judged.IsByStandIn)
            yield break;
        if (judged.Points.FirstOrDefault(p => p is { Name: "kernel", Agreement: Agreement.Differ }) is { } kernel)
            yield return Message.Of("reproduce.why.kernel", kernel.First, kernel.Second);
        else if (plan.Module.File!.KernelRelease is { } release && found.Kernel is { } booted && release != booted)
            yield return Message.Of("reproduce.why.kernel", release, booted);
        yield return Message.Of("reproduce.why.module", plan.Module.File!.Name);
        if (Of(judged.Points, "chain") == Agreement.Differ)
            yield return Message.Of("reproduce.why.chain");
        if (judged.Points.Any(p => p.Agreement == Agreement.Unknown))
            yield return Message.Of("reproduce.why.unknown", MessageList.Of([.. judged.Points.Where(p => p.Agreement == Agreement.Unknown).Select(Name)]));
    }

    /// <summary>What came of all of them.</summary>
    internal static (ReproductionOutcome Outcome, Message Summary) Judge(ImmutableArray<ReproductionRun> runs, bool interrupted)
    {
        ReproductionRun run = runs[0];
        if (interrupted)
            return (ReproductionOutcome.Interrupted, Message.Of("reproduce.interrupted"));
        if (runs.FirstOrDefault(r => r.Machine.End == MachineEnd.Failed) is { } failed)
            return (ReproductionOutcome.Failed, Message.Of("reproduce.machine-failed", failed.Name));
        if (!run.HasFailure)
            return (ReproductionOutcome.DidNotHappen, Message.Of("reproduce.outcome.did-not-happen", run.Mode.Name));
        if (runs.FirstOrDefault(r => r.IsControl && r.HasFailure) is { } control)
            return (ReproductionOutcome.HappenedInControl, Message.Of("reproduce.outcome.in-control", control.Name));
        if (runs.FirstOrDefault(r => r.IsControl && !r.IsClean) is { } unclear)
            return (ReproductionOutcome.HappenedInControl, Message.Of("reproduce.outcome.control-unclear", unclear.Name));
        Message controls = runs.Length > 1 ? Message.Of("reproduce.controls-clean", runs.Length - 1) : Message.Of("reproduce.controls-none");
        return run.Judgement switch
        {
            null or { Relation: FailureRelation.Different or FailureRelation.NotComparable } => (ReproductionOutcome.Different, Message.Of("reproduce.outcome.different", run.Result)),
            { Relation: FailureRelation.Same, IsByCode: true } by => (ReproductionOutcome.AsPredicted, Message.Of("reproduce.outcome.as-predicted", Alike(by), controls)),
            { Relation: FailureRelation.Same } => (ReproductionOutcome.Reproduced, Message.Of("reproduce.outcome.same", controls)),
            { IsByStandIn: true } by => (ReproductionOutcome.SameKind, Message.Of(by.IsByCode ? "reproduce.outcome.stand-in-by-code" : "reproduce.outcome.stand-in", Alike(by), controls)),
            { } by => (ReproductionOutcome.SameKind, Message.Of("reproduce.outcome.same-kind", Alike(by), controls)),
        };
    }

    static Message Alike(ReproductionJudgement judged) => MessageList.Of([.. judged.Points.Where(p => p.Agreement is Agreement.Agree or Agreement.Fit).Select(Name)]);

    static Message Name(ComparisonPoint point) => Message.Of("compare.point." + point.Name);
}
