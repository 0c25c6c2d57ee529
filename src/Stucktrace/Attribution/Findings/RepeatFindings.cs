using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.Findings;

/// <summary>Several soft-lockup reports of one CPU and task are one stall, and how long it lasted by that kernel's way of counting.</summary>
sealed class RepeatFindings : IFindingRule
{
    public IEnumerable<Finding> Find(FindingContext context)
    {
        foreach (Report first in context.Case.Distinct.Where(r => r.Kind == ReportKind.SoftLockup))
        {
            ImmutableArray<Report> again = [.. context.Case.Reports.Where(r => r.SameAs == first.Id && r.Kind == ReportKind.SoftLockup)];
            if (again.IsEmpty)
                continue;
            SoftLockupFacts facts = SoftLockupFacts.Of(context.Case.Release);
            double? apart = MachineClock.Between(first.Time, again[^1].Time);
            double lasted = (apart ?? 0) + (first.FromMemory ? first.Seconds ?? 0 : facts.RealSeconds(first.Seconds ?? facts.ThresholdSeconds));
            string printed = string.Join(", ", again.Prepend(first).Select(r => r.Seconds).Take(8).Select(s => $"{s}s"));
            yield return context.Make(
                "ST1009",
                apart is null
                    ? Message.Of("finding.repeats-untimed", again.Length + 1, first.Cpu, printed)
                    : Message.Of(facts.Cumulative ? "finding.repeats-cumulative" : "finding.repeats-restarted", again.Length + 1, first.Cpu, printed, Math.Round(lasted)),
                Confidence.Strong, [first.Headline(), .. again.Take(5).Select(r => r.Headline())], 35);
        }
    }
}
