namespace Stucktrace.Termination.Live;

/// <summary>A read of 8 bytes in a period, in the order of execution.</summary>
/// <param name="At">Address of the instruction.</param>
/// <param name="Address">What was read.</param>
/// <param name="Value">What was there.</param>
public readonly record struct PeriodLoad(ulong At, ulong Address, ulong Value);
