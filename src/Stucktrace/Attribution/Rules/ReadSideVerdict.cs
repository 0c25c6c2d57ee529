using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;

namespace Stucktrace.Attribution.Rules;

/// <summary>
/// A task that never leaves its RCU read-side section, on kernels that preempt it there (preemptible RCU, lazy preemption of 6.13 and later): no CPU
/// is stuck, no lockup is printed, and the stall report names the task.
/// </summary>
sealed class ReadSideVerdict : IVerdictRule
{
    public Draft? Judge(IncidentCase incident)
    {
        if (incident.Cause is not { } cause || !ReadSide.HoldsGracePeriod(cause) || ReadSide.Place(cause) is not { } place)
            return null;
        string module = place.Location.Module!;
        bool seenAgain = incident.Samples.Count(r => ReadSide.Place(r) is { } p && p.Location.Symbol == place.Location.Symbol && p.Location.Module == module) > 1;
        bool foreign = incident.IsThirdParty(module);
        return new Draft(
            new Culprit(CulpritKind.Module, module, place.Location.Symbol, place.Location.Offset),
            FailureClass.EndlessLoop,
            foreign && seenAgain ? Confidence.Likely : Confidence.Possible,
            Message.Of("verdict.read-side", cause.Task(), (place.Location with { Module = null }).Text(), incident.KindOf(module)),
            [cause.At(place.Line)]);
    }
}
