using System.Collections.Immutable;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>Compares two signatures part by part.</summary>
static class ComparisonPoints
{
    internal static ImmutableArray<ComparisonPoint> Of(FailureSignature first, FailureSignature second) => [];
}
