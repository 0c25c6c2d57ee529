using Stucktrace.Attribution.Findings;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Termination;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>
/// What executing the loop showed: that it never ends in some situation (ST1810), that it ends in all (ST1811), or that it can't be told (ST1812); and
/// what would set it free (ST1813). Proven is the statement about the situation; that the machine was in it is a matter of the log.
/// </summary>
sealed class TerminationFindings : IFindingRule
{
    public IEnumerable<Finding> Find(FindingContext context)
    {
        if (context.Case.Loop is not { Study: { } study } loop)
            yield break;
        LoopFacts facts = loop.Facts;
        Evidence head = loop.Module.Evidence(facts.Head);
        string place = $"+0x{facts.Head - facts.Function.Entry:x}";
        string prove = $"stucktrace prove {CheckCommand.Quote(loop.Module.File.Path)} --function {CheckCommand.Quote(facts.Function.Name)}";
        int endless = study.Ordinary.Count(r => r.Outcome.Kind == OutcomeKind.NeverEnds);
        if (study.Endless is { } row)
        {
            yield return context.Make(
                "ST1810", Message.Of("end.claim.never", facts.Function.Name, place, row.Name, row.Outcome.Period, endless, study.Ordinary.Count()), Confidence.Proven,
                [head, .. facts.Exits.Select(e => loop.Module.Evidence(e.BranchAt)).Distinct().Take(6)], 96, prove);
            foreach (Release release in study.ReleasedBy)
                yield return context.Make("ST1813", Message.Of("end.claim.released", release.What, release.Who), Confidence.Strong, [loop.Module.Evidence(release.Exit)], 61, prove);
        }
        else if (study.EndsAlways)
        {
            yield return context.Make("ST1811", Message.Of("end.claim.ends", facts.Function.Name, place, study.Ordinary.Count()), Confidence.Strong, [head], 91, prove);
        }
        else
        {
            int unknown = study.Ordinary.Count(r => r.Outcome.Kind is OutcomeKind.Unknown or OutcomeKind.Faults);
            yield return context.Make("ST1812", Message.Of("end.claim.unknown", facts.Function.Name, place, unknown, study.Ordinary.Count()), Confidence.Likely, [head], 64, prove);
        }
    }
}
