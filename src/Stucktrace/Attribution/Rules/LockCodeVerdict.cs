using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Code.Locks;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.Rules;

/// <summary>What the code of a module adds to a report of a task or CPU that waits for its lock: the very mistake that makes such a wait endless.</summary>
static class LockCodeVerdict
{
    /// <summary>
    /// Refines a verdict: a wait that fits, and a mistake in the code that explains it, are two pieces of evidence. Where the stack itself shows the function
    /// that holds the lock below the call that waits for it, the task waits for itself.
    /// </summary>
    /// <param name="incident">The incident.</param>
    /// <param name="draft">What the reports and the dump say.</param>
    internal static Draft Refine(IncidentCase incident, Draft draft)
    {
        if (draft.Confidence > Confidence.Likely || LockCode.Find(incident, draft.Culprit, draft.Class) is not { } code)
            return draft;
        LockProblem problem = code.Study.Problem;
        if (code.Chain is var (report, holder) && problem.Waits is { } waits)
        {
            return draft with
            {
                Confidence = Confidence.Strong,
                What = Message.Of(problem.Sleeps ? "verdict.sleeps-for-itself" : "verdict.spins-for-itself", report.Task(), waits.Place, incident.KindOf(code.Module.Name), problem.Lock, problem.Function.Name),
                Evidence = [.. draft.Evidence, report.At(holder), .. code.Evidence],
            };
        }

        return draft.Confidence == Confidence.Possible ? draft with { Confidence = Confidence.Likely, Evidence = [.. draft.Evidence, .. code.Evidence] } : draft;
    }
}
