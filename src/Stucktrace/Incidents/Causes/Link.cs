using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Incidents.Causes;

/// <summary>That one stall is the consequence of another.</summary>
/// <param name="Cause">The other.</param>
/// <param name="Relation">Kind of the link, as in <see cref="Effect.Relation"/>.</param>
/// <param name="Why">The reason in words.</param>
/// <param name="Evidence">What it rests on.</param>
sealed record Link(Stall Cause, string Relation, Message Why, ImmutableArray<Evidence> Evidence);
