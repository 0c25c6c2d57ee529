using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace;

/// <summary>The points in which a run is held against what was to be reproduced, besides those that any two failures are compared in.</summary>
static class ReproductionPoints
{
    /// <summary>Name of the point about the way into the module.</summary>
    internal const string Entry = "entry";

    // What a module and its stand-in share: what fails and how, not how it was compiled.
    static readonly string[] OfBugs = ["kind", "class", "exits", "scenario", "chain", Entry];

    // What code predicts.
    static readonly string[] OfCode = ["class", "function", "loop", "exits", "scenario", Entry];

    /// <summary>The points of a basis.</summary>
    /// <param name="all">Everything that the comparison of the two failures shows.</param>
    /// <param name="basis">What the run is held against.</param>
    /// <param name="plan">How it was provoked.</param>
    /// <param name="found">The failure in the run.</param>
    internal static ImmutableArray<ComparisonPoint> Of(ImmutableArray<ComparisonPoint> all, JudgementBasis basis, ReproductionPlan plan, FailureSignature found)
    {
        ComparisonPoint[] shared = [.. all.Where(p => p.Name != Entry), .. EntryOf(all, plan)];
        return basis switch
        {
            JudgementBasis.Case => [.. shared],
            JudgementBasis.CaseByStandIn => [.. shared.Where(p => OfBugs.Contains(p.Name) || p.Name == "kernel"), ModuleOf(plan, found)],
            JudgementBasis.Code => [Kinds(plan, found), .. shared.Where(p => OfCode.Contains(p.Name))],
            _ => [Kinds(plan, found), .. shared.Where(p => OfCode.Contains(p.Name) && OfBugs.Contains(p.Name)), ModuleOf(plan, found)],
        };
    }

    /// <summary>The signature of the failure that the code predicts.</summary>
    /// <param name="plan">How it is provoked.</param>
    internal static FailureSignature Predicted(ReproductionPlan plan) => new()
    {
        Inputs = [plan.Module.Path],
        Incident = "code",
        Culprit = new Culprit(CulpritKind.Module, plan.Module.File!.Name, plan.Function),
        Class = plan.Class,
        Confidence = Confidence.Unknown,
        Loop = plan.Study is { } study ? LoopSignature.Of(plan.Module.Code!, study.Loop, study, Evidence.InSection(0, "?", 0)) : null,
    };

    // By which system call a task got into the module: from the registers that the kernel printed, else from what the module takes over.
    static IEnumerable<ComparisonPoint> EntryOf(ImmutableArray<ComparisonPoint> all, ReproductionPlan plan)
    {
        ComparisonPoint? shown = all.FirstOrDefault(p => p.Name == Entry);
        string[] calls = [.. plan.Calls.Where(c => c.Kind is not (TriggerWayKind.Load or TriggerWayKind.NotDerived)).Select(c => c.Entered).Distinct(StringComparer.Ordinal)];
        if (shown is { First: not null } || calls is not [var name])
            return shown is null ? [] : [shown];
        Agreement agreement = shown?.Second is not { } second ? Agreement.Unknown : second == name ? Agreement.Agree : Agreement.Differ;
        return [new ComparisonPoint(Entry, name, shown?.Second, agreement, Message.Of("reproduce.why.entry-from-code"), [], shown?.SecondEvidence ?? [])];
    }

    static ComparisonPoint ModuleOf(ReproductionPlan plan, FailureSignature found) =>
        new("module", plan.Module.File!.Name, found.Culprit.Module, found.Culprit.Module is null ? Agreement.Unknown : Agreement.Differ, Message.Of("reproduce.why.stand-in"), [], []);

    // Which of the reports to be expected comes first depends on settings.
    static ComparisonPoint Kinds(ReproductionPlan plan, FailureSignature found)
    {
        string[] expected = [.. plan.Kinds.Select(k => k.Name())];
        string? cause = found.Trace?.Kind.Name();
        return new("kind", string.Join(" | ", expected), cause, cause is null ? Agreement.Unknown : expected.Contains(cause) ? Agreement.Agree : Agreement.Differ, null, [], []);
    }
}
