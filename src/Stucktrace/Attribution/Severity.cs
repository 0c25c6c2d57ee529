using Stucktrace.Incidents.Causes;

namespace Stucktrace.Attribution;

/// <summary>How much an incident matters among others, for choosing the one that the answer is about.</summary>
static class Severity
{
    // What stops a machine before what hurts it before what only warns. Hardware errors by themselves are corrected ones most often: fatal ones panic.
    static readonly Dictionary<StallKind, int> Weights = new()
    {
        [StallKind.Panic] = 900,
        [StallKind.StuckCpu] = 850,
        [StallKind.Fault] = 800,
        [StallKind.Hardware] = 500,
        [StallKind.HungTask] = 600,
        [StallKind.GracePeriod] = 600,
        [StallKind.Storage] = 550,
        [StallKind.WorkerPool] = 500,
        [StallKind.Memory] = 450,
        [StallKind.LockingRule] = 300,
        [StallKind.Warning] = 100,
        [StallKind.ShownTask] = 0,
    };

    // A machine that stood still for an hour with thirty victims comes before one that stuttered; kinds weigh more than either.
    internal static int Of(IncidentCase incident, Draft draft)
    {
        int worst = incident.Reports.Max(r => Weights[StallKinds.Of(r)]);
        int cause = Weights[StallKinds.Of(incident.Cause ?? incident.Reports[0])];
        int victims = Math.Min(60, 3 * incident.Victims.Count());
        int lasted = (int)Math.Min(60, (incident.Incident.Seconds ?? 0) / 60);
        return ((worst + cause) / 2) + victims + lasted + (10 * (int)draft.Confidence) + (draft.Culprit.Kind == CulpritKind.Module ? 5 : 0);
    }
}
