using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.Findings;

/// <summary>Since when each sleeping task sleeps, and in what.</summary>
sealed class SleeperFindings : IFindingRule
{
    const int Told = 12;

    public IEnumerable<Finding> Find(FindingContext context)
    {
        foreach (Report report in context.Case.Sleepers.Where(r => r.Kind == ReportKind.HungTask).Take(Told))
        {
            TaskWait? wait = IncidentCase.WaitOf(report);
            object where = (object?)(wait?.Function.Name ?? report.GuiltySymbol) ?? Message.Of("verdict.place-unknown");
            ImmutableArray<Evidence> lines = wait is null ? [report.Headline()] : [report.Headline(), report.At(wait.Frame)];
            HungTaskFacts facts = HungTaskFacts.Of(context.Case.Release);
            bool known = report.Seconds is > 0 && !report.Time.IsUnknown;
            Message claim = known
                ? Message.Of("finding.hung-task-since", report.Task(), where, LogTimeText.Of(MachineClock.Minus(report.Time, report.Seconds!.Value)), report.Seconds, LogTimeText.Of(report.Time), After(report, context))
                : Message.Of("finding.hung-task", report.Task(), where, report.Seconds ?? facts.TimeoutSeconds);
            yield return context.Make("ST1004", claim, Confidence.Strong, lines, 40);
        }
    }

    // A first report comes one to two timeouts after the task fell asleep: the earliest moment still lies after the CPU stopped.
    static object After(Report report, FindingContext context)
    {
        if (context.Case.Cause is not { Kind: ReportKind.SoftLockup } || context.Case.Incident.Cause == report.Id || report.Seconds is not { } seconds)
            return string.Empty;
        return MachineClock.Between(context.Case.Incident.Start, MachineClock.Minus(report.Time, seconds)) is > 0
            ? Message.Of("finding.after-cpu-stopped", context.Case.Cause.Cpu, LogTimeText.Of(context.Case.Incident.Start))
            : string.Empty;
    }
}
