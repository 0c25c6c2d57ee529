using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.Findings;

/// <summary>Why the log says no more: reports used up, detectors off, a panic; and what is damaged in it.</summary>
sealed class SilenceFindings : IFindingRule
{
    public IEnumerable<Finding> Find(FindingContext context)
    {
        HungTaskFacts facts = HungTaskFacts.Of(context.Case.Release);
        var hung = context.Case.Reports.Where(r => r.Kind == ReportKind.HungTask).ToList();
        if (hung.Count > 0)
        {
            string id = hung.Count >= facts.Warnings ? "finding.reports-used-up" : "finding.reports-limited";
            yield return context.Make("ST1601", Message.Of(id, hung.Count, facts.Warnings, Message.Of(facts.Unlimited ? "finding.limit-off" : "finding.limit-large")), hung.Count == facts.Warnings ? Confidence.Strong : Confidence.Likely, [hung[0].Headline(), hung[^1].Headline()], 16);
        }

        // khungtaskd stops for good once the kernel has died a little (did_panic, or TAINT_DIE in check_hung_uninterruptible_tasks).
        Report? fault = context.Case.Reports.FirstOrDefault(r => StallKinds.Of(r) == StallKind.Fault && r.Kind is not (ReportKind.Kasan or ReportKind.Kfence));
        if (fault is not null)
            yield return context.Make("ST1602", Message.Of("finding.detectors-off", fault.Title), Confidence.Likely, [fault.Headline()], 14);
        Report? panic = context.Case.Reports.FirstOrDefault(r => r.Kind == ReportKind.Panic);
        if (panic is not null)
            yield return context.Make("ST1603", Message.Of("finding.ended-by-panic"), Confidence.Strong, [panic.Headline()], 14);
        foreach (Report damaged in context.Case.Reports.Where(r => r.Damaged is not null).Take(5))
            yield return context.Make("ST1604", Message.Of("finding.damaged", damaged.Title, damaged.Damaged), Confidence.Strong, [damaged.Headline()], 12);
    }
}
