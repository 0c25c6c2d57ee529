using System.Collections.Immutable;

namespace Stucktrace.Attribution.StackReading;

/// <summary>What comparing the reports of several incidents shows.</summary>
/// <param name="Pairs">Pairs that were compared: each report with the first one of its failure, and pairs that share a function but not the failure.</param>
/// <param name="Modules">Third-party modules of the largest group of one failure, and where each was loaded; empty without such a group.</param>
/// <param name="Findings">The claims.</param>
public sealed record FailureComparisonResult(ImmutableArray<FailureSimilarity> Pairs, ImmutableArray<ModulePresence> Modules, ImmutableArray<Finding> Findings)
{
    /// <summary>Nothing to compare.</summary>
    public static FailureComparisonResult Empty { get; } = new([], [], []);
}
