using System.Collections.Immutable;

namespace Stucktrace.Reporting.View;

/// <summary>A finding as readers see it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">What the catalogue calls it, or empty.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Confidence">How sure.</param>
/// <param name="Evidence">What it rests on.</param>
/// <param name="Check">Commands that show the same.</param>
/// <param name="Incident">Incident that it is about, or null.</param>
public sealed record ClaimView(
    string Id,
    string Title,
    string Claim,
    Confidence Confidence,
    ImmutableArray<Quotation> Evidence,
    ImmutableArray<string> Check,
    string? Incident);
