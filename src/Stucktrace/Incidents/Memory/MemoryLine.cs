namespace Stucktrace.Incidents.Memory;

/// <summary>One line of a report that nobody printed, in the kernel's own words, and where in memory it was read.</summary>
/// <param name="Text">The line.</param>
/// <param name="Address">Virtual address of what it says; never 0.</param>
public readonly record struct MemoryLine(string Text, ulong Address);
