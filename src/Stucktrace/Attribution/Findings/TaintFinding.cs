using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.Findings;

/// <summary>Taint L in a later report: a soft lockup had already happened in this boot, whether or not the log still shows it.</summary>
sealed class TaintFinding : IFindingRule
{
    public IEnumerable<Finding> Find(FindingContext context)
    {
        Report? tainted = context.Case.Reports.FirstOrDefault(r => r.Taint?.Has('L') == true);
        if (tainted is null || !TaintLetters.HasSoftLockupTaint(context.Case.Release))
            yield break;
        Report? earlier = context.Case.Reports.FirstOrDefault(r => r.Kind == ReportKind.SoftLockup && r.FirstLine < tainted.FirstLine && r.Input == tainted.Input);
        yield return context.Make(
            "ST1406", Message.Of(earlier is null ? "finding.taint-l-unseen" : "finding.taint-l", tainted.Task(), earlier?.FirstLine), Confidence.Strong,
            earlier is null ? [tainted.At(tainted.Taint!.Line)] : [tainted.At(tainted.Taint!.Line), earlier.Headline()], earlier is null ? 45 : 18);
    }
}
