using Stucktrace.Formats;

namespace Stucktrace;

/// <summary>Something to do.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Text">What.</param>
/// <param name="Commands">Commands to type, one a line, or null.</param>
public sealed record Advice(AdviceKind Kind, Message Text, string? Commands = null);
