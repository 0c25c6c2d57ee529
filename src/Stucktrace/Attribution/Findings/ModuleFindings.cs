using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.Findings;

/// <summary>Which modules are not the kernel's own, how this kernel says so, and which of them another incident of the same failure shares.</summary>
sealed class ModuleFindings : IFindingRule
{
    public IEnumerable<Finding> Find(FindingContext context)
    {
        ImmutableArray<ModuleEntry> flagged = [.. context.Case.ThirdParty.Select(name => context.Case.Modules.GetValueOrDefault(name)).OfType<ModuleEntry>()];
        if (flagged.IsEmpty)
            yield break;
        Report report = context.Case.Reports.First(r => r.Modules.Contains(flagged[0]));

        // As the log lists them: the one loaded last comes first.
        IEnumerable<string> names = report.Modules.Where(m => context.Case.ThirdParty.Contains(m.Name)).Select(m => $"{m.Name}({m.Flags})").Distinct(StringComparer.Ordinal);
        bool unsigned = TaintLetters.UnsignedIsU(context.Case.Release) && flagged.Any(m => m.Flags.Contains('U', StringComparison.Ordinal));
        yield return context.Make(
            "ST1402", Message.Of(unsigned ? "finding.third-party-unsigned" : "finding.third-party", string.Join(", ", names), flagged.Length), Confidence.Strong, [report.At(flagged[0].Line)], 25);

        if (context.Verdict.Culprit.Module is { } culprit && context.Verdict.Suspects.Any(s => s.Against.Any(r => r.Text.Id == "reason.not-elsewhere")))
        {
            string absent = string.Join(", ", context.Verdict.Suspects.Where(s => s.Against.Any(r => r.Text.Id == "reason.not-elsewhere")).Select(s => s.Module));
            yield return context.Make(
                "ST1405", Message.Of("finding.only-common-module", culprit, absent), Confidence.Strong,
                [report.At(flagged[0].Line), .. context.Verdict.Suspects.SelectMany(s => s.Against).Where(r => r.Text.Id == "reason.not-elsewhere").SelectMany(r => r.Evidence).Distinct()], 55);
        }
    }
}
