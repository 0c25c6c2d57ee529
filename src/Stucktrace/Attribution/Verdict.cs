using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Attribution;

/// <summary>The answer: who, what, how sure.</summary>
/// <param name="Culprit">Who is to blame.</param>
/// <param name="Class">What kind of failure.</param>
/// <param name="Confidence">How sure.</param>
/// <param name="Summary">One sentence that stands on its own: subject, place, cause.</param>
/// <param name="Incident">The incident that it is about, or null when nothing was found.</param>
/// <param name="Suspects">All candidates, ranked.</param>
/// <param name="Cleared">Who appears and is not to blame.</param>
/// <param name="RaisedBy">What further input would raise the confidence.</param>
public sealed record Verdict(
    Culprit Culprit,
    FailureClass Class,
    Confidence Confidence,
    Message Summary,
    string? Incident,
    ImmutableArray<Suspect> Suspects,
    ImmutableArray<Cleared> Cleared,
    ImmutableArray<Message> RaisedBy);
