using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>Draws the answer from the points.</summary>
static class ComparisonJudge
{
    internal static ComparisonVerdict Judge(FailureSignature first, FailureSignature second, ImmutableArray<ComparisonPoint> points) =>
        new(FailureRelation.NotComparable, Confidence.Unknown, Message.Of("compare.verdict.nothing"), points);
}
