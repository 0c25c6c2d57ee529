using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>Whether two failures are the same, and on what grounds.</summary>
/// <param name="Relation">The answer.</param>
/// <param name="Confidence">How sure; never <see cref="Confidence.Proven"/>, for agreement is no proof.</param>
/// <param name="Summary">The answer in one sentence.</param>
/// <param name="Points">What was compared, the most important first.</param>
public sealed record ComparisonVerdict(FailureRelation Relation, Confidence Confidence, Message Summary, ImmutableArray<ComparisonPoint> Points)
{
    /// <summary>True when they are the same failure.</summary>
    public bool IsSame => Relation == FailureRelation.Same;

    /// <summary>True when both are one event that was read twice: the one is no confirmation of the other.</summary>
    public bool IsSameEvent { get; init; }

    /// <summary>What else a reader should know: other incidents of the inputs, evidence that would tell more.</summary>
    public ImmutableArray<Message> Notes { get; init; } = [];
}
