using Stucktrace.Incidents;

namespace Stucktrace.Attribution.Rules;

/// <summary>Where two CPUs printed at once and nothing tells their lines apart, what stands in one report may be the other CPU's: nobody is accused of more than possibly by it alone.</summary>
static class MixedLines
{
    /// <summary>Lowers a verdict that rests on such a report.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="draft">What its reports say.</param>
    internal static Draft Doubt(IncidentCase incident, Draft draft) =>
        draft.Confidence > Confidence.Possible && incident.Cause is { } cause && !IsSure(incident, cause, draft.Culprit.Module, draft.Culprit.Function)
            ? draft with { Confidence = Confidence.Possible } : draft;

    /// <summary>True when a report's lines are its own, or a whole report of the same task or CPU shows the same function.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="report">The report.</param>
    /// <param name="module">The function's module; null for the kernel.</param>
    /// <param name="function">The function, or null when none is named.</param>
    internal static bool IsSure(IncidentCase incident, Report report, string? module, string? function)
    {
        return !report.IsMixed || (function is not null && incident.Reports.Any(r => r.Damaged is null && IsOfSame(r) && (Shows(r.Location) || r.Frames.Any(f => f.Reliable && Shows(f.Location)))));

        bool IsOfSame(Report other) => other.Pid is { } pid ? pid == report.Pid : other.Cpu is { } cpu && cpu == report.Cpu;

        bool Shows(CodeLocation? place) => place?.Symbol == function && place?.Module == module;
    }
}
