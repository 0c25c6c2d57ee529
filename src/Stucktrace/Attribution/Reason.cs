using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Attribution;

/// <summary>One reason for or against a suspect.</summary>
/// <param name="Text">The reason in words.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Evidence">What it rests on.</param>
public sealed record Reason(Message Text, int Weight, ImmutableArray<Evidence> Evidence);
