using System.Collections.Immutable;

namespace Stucktrace.Incidents;

/// <summary>What came of putting reports together.</summary>
/// <param name="Reports">All reports, repeats marked (<see cref="Report.SameAs"/>).</param>
/// <param name="Incidents">The incidents, in order of their first reports.</param>
public sealed record IncidentSet(ImmutableArray<Report> Reports, ImmutableArray<Incident> Incidents);
