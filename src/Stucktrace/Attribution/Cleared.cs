using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Attribution;

/// <summary>Somebody who appears in the reports and is not to blame.</summary>
/// <param name="Name">Module, function or task.</param>
/// <param name="Why">Why not.</param>
/// <param name="Evidence">What that rests on.</param>
public sealed record Cleared(string Name, Message Why, ImmutableArray<Evidence> Evidence);
