using Stucktrace.Attribution.ModuleEvidence;

namespace Stucktrace.Attribution.Rules;

/// <summary>What the code of a module adds to a report of a task or CPU that waits for its lock: the very mistake that makes such a wait endless.</summary>
static class LockCodeVerdict
{
    /// <summary>Refines a verdict: a wait that fits, and a mistake in the code that explains it, are two pieces of evidence.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="draft">What the reports and the dump say.</param>
    internal static Draft Refine(IncidentCase incident, Draft draft) =>
        draft.Confidence == Confidence.Possible && LockCode.Find(incident, draft.Culprit, draft.Class) is { } code
            ? draft with { Confidence = Confidence.Likely, Evidence = [.. draft.Evidence, .. code.Evidence] }
            : draft;
}
