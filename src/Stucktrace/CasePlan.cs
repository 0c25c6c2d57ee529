using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace;

/// <summary>How the failure of a case that was diagnosed with its module file is provoked: what a report tells without writing or running anything.</summary>
public static class CasePlan
{
    /// <summary>The plan.</summary>
    /// <param name="known">The diagnosis.</param>
    /// <returns>Null when no loop that never ends is known by its code.</returns>
    public static ReproductionPlan? Of(DiagnosisResult known) => known.Loop is { Study: { Endless: not null } study } loop ? PlanBuilder.OfLoop(ModuleOf(loop) with { Studies = [study] }, FocusOf(known)) : null;

    /// <summary>What a diagnosis says that is to be provoked.</summary>
    /// <param name="known">The diagnosis.</param>
    internal static PlanFocus FocusOf(DiagnosisResult known) => known.Verdict.Incident is null
        ? PlanFocus.Anything
        : new PlanFocus(known.Verdict.Class, known.Verdict.Culprit.Function, known.Loop?.Identity);

    static ModuleResult ModuleOf(StuckLoop loop) => new()
    {
        Path = loop.Module.File.Path,
        File = loop.Module.File,
        Code = loop.Module.Code,
        Loops = [loop.Facts],
        Entries = loop.Module.Entries,
    };
}
