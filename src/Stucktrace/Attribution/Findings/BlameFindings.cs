using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.Findings;

/// <summary>Who is to blame, and who is cleared by name.</summary>
sealed class BlameFindings : IFindingRule
{
    public IEnumerable<Finding> Find(FindingContext context)
    {
        Verdict verdict = context.Verdict;
        bool sure = verdict.Confidence >= Confidence.Likely;
        Report place = context.Case.Cause ?? context.Case.Reports[0];
        if (verdict.Culprit is { Kind: CulpritKind.Module, Module: { } module })
        {
            Suspect? suspect = verdict.Suspects.FirstOrDefault(s => s.Module == module);
            string at = verdict.Culprit.Function is { } function ? $"{function} [{module}]" : $"[{module}]";
            yield return context.Make("ST1401", Message.Of(sure ? "finding.culprit-module" : "finding.suspect-module", at, suspect?.For.Length ?? 1), verdict.Confidence, [.. (suspect?.For.SelectMany(r => r.Evidence) ?? [place.Headline()]).Distinct().Take(8)], 90);
            if (verdict.Culprit.Function is null)
                yield return context.Make("ST1407", Message.Of("finding.bare-address", module), Confidence.Likely, [place.Place()], 45);
        }
        else if (verdict.Culprit.Kind is not (CulpritKind.Unknown or CulpritKind.None))
        {
            yield return context.Make("ST1404", Message.Of(sure ? "finding.no-module" : "finding.no-module-suspected", Message.Of("culprit." + verdict.Culprit.Kind)), verdict.Confidence, [place.Headline()], 80);
        }

        foreach (Cleared cleared in verdict.Cleared)
            yield return context.Make("ST1403", cleared.Why, Confidence.Strong, cleared.Evidence, 30);
    }
}
