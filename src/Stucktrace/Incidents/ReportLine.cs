namespace Stucktrace.Incidents;

/// <summary>A line of a report, kept for quoting: as the kernel printed it, or what was read from the memory of a dump.</summary>
/// <param name="Line">Line in the input, from 1. What was read from memory goes on counting behind the dump's own log.</param>
/// <param name="Text">Text without prefix.</param>
/// <param name="Address">Where it was read, for what comes from the memory of a dump; else 0.</param>
public readonly record struct ReportLine(long Line, string Text, ulong Address = 0);
