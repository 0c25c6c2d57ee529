using System.Collections.Immutable;

namespace Stucktrace.Attribution;

/// <summary>Other incidents of the input that are the same failure as one: the same place in the same module, on another machine or in another boot.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Others">The first few of them.</param>
/// <param name="Common">Third-party modules that all of them had loaded.</param>
sealed record SameFailure(int Count, ImmutableArray<IncidentCase> Others, ImmutableArray<string> Common);
