using System.Collections.Immutable;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>Compares two failures point by point.</summary>
public static class FailureComparer
{
    /// <summary>Says whether two failures are the same.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    public static ComparisonVerdict Compare(FailureSignature first, FailureSignature second)
    {
        SignaturePair pair = new(first, second);
        ImmutableArray<ComparisonPoint> points = ComparisonPoints.Of(pair);
        return ComparisonJudge.Judge(pair, points);
    }
}
