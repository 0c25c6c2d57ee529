using System.Collections.Immutable;

namespace Stucktrace.Reporting.View;

/// <summary>What caused what in one incident.</summary>
/// <param name="Incident">Id of the incident.</param>
/// <param name="Cause">The report that shows the cause; null when the log does not show it.</param>
/// <param name="Groups">What followed from it, reports of one relation together.</param>
public sealed record ChainView(string Incident, EventView? Cause, ImmutableArray<ChainGroup> Groups);
