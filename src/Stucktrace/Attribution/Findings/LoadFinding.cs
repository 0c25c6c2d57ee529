using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;

namespace Stucktrace.Attribution.Findings;

/// <summary>How load average and CPU use look while CPUs spin and tasks sleep: a check that can be made with what an operator remembers.</summary>
sealed class LoadFinding : IFindingRule
{
    public IEnumerable<Finding> Find(FindingContext context)
    {
        int spinning = context.Case.Distinct.Where(r => StallKinds.Of(r) == StallKind.StuckCpu && r.Cpu is not null).Select(r => r.Cpu).Distinct().Count();
        int sleeping = context.Case.Sleepers.Count();
        if (spinning == 0 || context.Verdict.Culprit.Kind == CulpritKind.Hardware)
            yield break;
        Report cause = context.Case.Cause ?? context.Case.Reports[0];
        Message claim = context.CpuCount is { } cpus and > 0
            ? Message.Of("finding.load-known", spinning, cpus, (100.0 * spinning / cpus).ToString("0.0", CultureInfo.InvariantCulture), spinning + sleeping, sleeping)
            : Message.Of("finding.load", spinning, sleeping);
        yield return context.Make("ST1309", claim, context.CpuCount is null ? Confidence.Possible : Confidence.Likely, [cause.Headline(), .. context.Case.Sleepers.Take(3).Select(r => r.Headline())], 15);
    }
}
