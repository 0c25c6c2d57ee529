namespace Stucktrace.Incidents;

/// <summary>A line of a report as the kernel printed it, kept for quoting.</summary>
/// <param name="Line">Line in the input, from 1.</param>
/// <param name="Text">Text without prefix.</param>
public readonly record struct ReportLine(long Line, string Text);
