using System.Collections.Immutable;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>Compares two signatures part by part.</summary>
static class ComparisonPoints
{
    /// <summary>The points, the most important first.</summary>
    internal static ImmutableArray<ComparisonPoint> Of(SignaturePair pair) =>
        [.. PlacePoints.Of(pair), .. BuildPoints.Of(pair), .. LoopPoints.Of(pair), .. RegisterPoints.Of(pair), .. ContextPoints.Of(pair)];
}
