using Stucktrace.Reproduction.Comparing;

namespace Stucktrace;

/// <summary>What came of comparing two inputs.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="Verdict">The answer; null when one of them could not be read.</param>
public sealed record CaseComparisonResult(ComparedInput First, ComparedInput Second, ComparisonVerdict? Verdict);
