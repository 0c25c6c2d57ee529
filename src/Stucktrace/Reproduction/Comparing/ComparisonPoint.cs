using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>One thing in which two failures were compared.</summary>
/// <param name="Name">Its name in kebab-case, <c>caller-slot</c>.</param>
/// <param name="First">What the first shows, in names and numbers that need no translation; null when it does not show it.</param>
/// <param name="Second">What the second shows.</param>
/// <param name="Agreement">How that comes out.</param>
/// <param name="Why">What it means, in a sentence; null where the two values speak for themselves.</param>
/// <param name="FirstEvidence">Where the first shows it; inputs are those of its signature.</param>
/// <param name="SecondEvidence">Where the second shows it.</param>
public sealed record ComparisonPoint(
    string Name, string? First, string? Second, Agreement Agreement, Message? Why, ImmutableArray<Evidence> FirstEvidence, ImmutableArray<Evidence> SecondEvidence);
