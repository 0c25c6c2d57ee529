using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Termination.Live;

namespace Stucktrace.Attribution;

/// <summary>What judging came to.</summary>
/// <param name="Main">The answer about the incident that matters most, or "nothing found".</param>
/// <param name="Verdicts">A verdict for each incident, by its id.</param>
public sealed record Judgement(Verdict Main, ImmutableSortedDictionary<string, Verdict> Verdicts)
{
    /// <summary>The loops that stuck CPUs were caught in, by incident, where a module file shows them.</summary>
    public ImmutableSortedDictionary<string, StuckLoop> Loops { get; init; } = ImmutableSortedDictionary<string, StuckLoop>.Empty;

    /// <summary>What executing stuck CPUs' code on the memory of a dump showed, by incident.</summary>
    public ImmutableSortedDictionary<string, LiveStudy> Lives { get; init; } = ImmutableSortedDictionary<string, LiveStudy>.Empty;
}
