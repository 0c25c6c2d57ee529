using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Incidents;

/// <summary>That one report is the consequence of an incident's cause.</summary>
/// <param name="Report">Id of the report that is the effect.</param>
/// <param name="Relation">Kind of the link in kebab-case: <c>waits-for-grace-period</c>, <c>waits-for-cpu</c>, <c>waits-for-lock</c>, <c>same-stall</c>, <c>seen-by-another-detector</c>, <c>caused-panic</c>…</param>
/// <param name="Why">The reason in words.</param>
/// <param name="Evidence">What it rests on.</param>
public sealed record Effect(string Report, string Relation, Message Why, ImmutableArray<Evidence> Evidence);
