namespace Stucktrace.Reporting.View;

/// <summary>One line of the answer's first screen.</summary>
/// <param name="Name">Which one, in every language: <c>where</c>.</param>
/// <param name="Label">Its label.</param>
/// <param name="Text">What it says.</param>
public sealed record Fact(string Name, string Label, string Text);
