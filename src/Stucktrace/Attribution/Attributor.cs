using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution;

/// <summary>Decides who is to blame for each incident and who only suffers.</summary>
public static class Attributor
{
    /// <summary>Judges the incidents, together: what several of them share weighs.</summary>
    /// <param name="reports">All reports.</param>
    /// <param name="incidents">All incidents.</param>
    /// <returns>A verdict for each incident, by its id.</returns>
    public static ImmutableSortedDictionary<string, Verdict> Judge(ImmutableArray<Report> reports, ImmutableArray<Incident> incidents) =>
        ImmutableSortedDictionary<string, Verdict>.Empty;
}
