using Stucktrace.Attribution.ModuleEvidence;
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
        Draft log = new(
            new Culprit(CulpritKind.Module, module, place.Location.Symbol, place.Location.Offset),
            FailureClass.EndlessLoop,
            foreign && seenAgain ? Confidence.Likely : Confidence.Possible,
            Message.Of("verdict.read-side", cause.Task(), (place.Location with { Module = null }).Text(), incident.KindOf(module)),
            [cause.At(place.Line)]);
        return ByCode(incident, place, seenAgain, log) ?? log;
    }

    // The task may have been on its way out when it was preempted; a loop there that can't end is a second piece of evidence, another sample a third.
    static Draft? ByCode(IncidentCase incident, StackFrame place, bool seenAgain, Draft log) =>
        incident.Loop is { Build: BuildMatch.Same } loop && loop.Module.Name == place.Location.Module && loop.Facts.Function.Name == place.Location.Symbol
            && !loop.Facts.Suspicions.IsEmpty && LoopVerdict.ClassOf(loop.Facts) is { } kind
            ? log with { Class = kind, Confidence = seenAgain ? Confidence.Strong : Confidence.Likely, Evidence = [.. log.Evidence, loop.Module.Evidence(loop.Facts.Head)] }
            : null;
}
