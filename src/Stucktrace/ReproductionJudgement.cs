using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace;

/// <summary>Whether what happened in a virtual machine is what was to be reproduced, and on what grounds.</summary>
/// <param name="Basis">What it was held against.</param>
/// <param name="Relation">
/// The answer. Against the code alone, <see cref="FailureRelation.Same"/> says no more than that it happened as the code predicts.
/// </param>
/// <param name="Points">What was compared, the most important first: the case or the code in front, the run second.</param>
public sealed record ReproductionJudgement(JudgementBasis Basis, FailureRelation Relation, ImmutableArray<ComparisonPoint> Points)
{
    /// <summary>Why not more can be said.</summary>
    public ImmutableArray<Message> WhyNotMore { get; init; } = [];

    /// <summary>What else a reader should know.</summary>
    public ImmutableArray<Message> Notes { get; init; } = [];

    /// <summary>Whether it was held against the code, for want of a log.</summary>
    public bool IsByCode => Basis is JudgementBasis.Code or JudgementBasis.CodeByStandIn;

    /// <summary>Whether another module stood in for the one under test.</summary>
    public bool IsByStandIn => Basis is JudgementBasis.CaseByStandIn or JudgementBasis.CodeByStandIn;
}
