namespace Stucktrace.Reporting.View;

/// <summary>A place in an input with what stands there.</summary>
/// <param name="Place">As shown: <c>messages.log:27</c>.</param>
/// <param name="Short">The same in short where there is only one input: <c>line 27</c>.</param>
/// <param name="Input">Index of the input.</param>
/// <param name="Line">First line.</param>
/// <param name="LastLine">Last line.</param>
/// <param name="Text">The line without its prefix, or null where it was not kept.</param>
/// <param name="Check">For bytes of a module file or of a dump the command that shows them; null for a line of a log.</param>
public sealed record Quotation(string Place, string Short, int Input, long Line, long LastLine, string? Text, string? Check = null);
