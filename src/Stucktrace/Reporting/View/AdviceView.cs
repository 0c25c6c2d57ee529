using System.Collections.Immutable;

namespace Stucktrace.Reporting.View;

/// <summary>A step of the advice with what it rests on.</summary>
/// <param name="Text">What to do, in full.</param>
/// <param name="Short">The same in one sentence.</param>
/// <param name="Ground">What it rests on.</param>
/// <param name="Findings">Numbers of the findings that it rests on, most important first; none for a general one.</param>
public sealed record AdviceView(string Text, string Short, AdviceGround Ground, ImmutableArray<string> Findings);
