using System.Collections.Immutable;

namespace Stucktrace.Attribution;

/// <summary>A candidate for the blame with the reasons on both sides.</summary>
/// <param name="Module">Module, or null for the kernel itself.</param>
/// <param name="Function">Function, or null.</param>
/// <param name="For">Reasons for, strongest first.</param>
/// <param name="Against">Reasons against.</param>
/// <param name="Score">Sum of the reasons' weights; only for ranking, never shown.</param>
public sealed record Suspect(string? Module, string? Function, ImmutableArray<Reason> For, ImmutableArray<Reason> Against, int Score);
