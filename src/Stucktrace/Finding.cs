using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace;

/// <summary>One claim with its stable number, its evidence, and how to check it by hand.</summary>
/// <param name="Id">Number in the catalogue: <c>ST1001</c>.</param>
/// <param name="Claim">The claim, with its values.</param>
/// <param name="Confidence">How sure.</param>
/// <param name="Evidence">What it rests on, the most important first.</param>
/// <param name="CheckYourself">Commands of common tools that show the same bytes.</param>
/// <param name="Incident">Incident that it belongs to, or null when it is about the whole input.</param>
/// <param name="Weight">Order within the answer: higher first.</param>
public sealed record Finding(
    string Id,
    Message Claim,
    Confidence Confidence,
    ImmutableArray<Evidence> Evidence,
    ImmutableArray<string> CheckYourself,
    string? Incident = null,
    int Weight = 0);
