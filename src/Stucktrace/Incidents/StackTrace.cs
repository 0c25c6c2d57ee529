namespace Stucktrace.Incidents;

/// <summary>One call trace of a report, under the heading that it was printed with.</summary>
/// <param name="Heading">The line above it: <c>Call Trace:</c>, <c>Freed by task 12:</c>; empty when there is none.</param>
/// <param name="IsCallTrace">True under the heading that the architecture prints over the stack of the report's own task.</param>
sealed record StackTrace(string Heading, bool IsCallTrace)
{
    /// <summary>Its frames, innermost first.</summary>
    public List<StackFrame> Frames { get; } = [];

    /// <summary>Kernel-side instruction pointers printed inside the trace: how many frames stand before, and the place.</summary>
    public List<(int Index, CodeLocation Location)> Interrupted { get; } = [];
}
