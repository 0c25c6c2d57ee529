using Stucktrace.Incidents;

namespace Stucktrace.Attribution.Rules;

/// <summary>Where two CPUs printed at once and nothing tells their lines apart, what stands in one report may be the other CPU's: nobody is accused of more than possibly by it alone.</summary>
static class MixedLines
{
    /// <summary>Lowers a verdict that rests on such a report, unless a whole one shows the same function in the same task or on the same CPU.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="draft">What its reports say.</param>
    internal static Draft Doubt(IncidentCase incident, Draft draft) =>
        draft.Confidence > Confidence.Possible && incident.Cause is { IsMixed: true } cause && !incident.Reports.Any(r => Confirms(r, cause, draft.Culprit))
            ? draft with { Confidence = Confidence.Possible } : draft;

    static bool Confirms(Report report, Report mixed, Culprit culprit) =>
        report.Damaged is null && culprit.Function is { } function && (report.Pid is { } pid ? pid == mixed.Pid : report.Cpu is { } cpu && cpu == mixed.Cpu)
        && ((report.Location is { } place && Names(place, function, culprit.Module)) || report.Frames.Any(f => f.Reliable && Names(f.Location, function, culprit.Module)));

    static bool Names(CodeLocation place, string function, string? module) => place.Symbol == function && place.Module == module;
}
