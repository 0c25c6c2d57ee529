namespace Stucktrace.Termination;

/// <summary>Bytes of memory that the period reads before it writes them: they must stay as they are.</summary>
/// <param name="Address">Address of the lowest byte.</param>
/// <param name="Bytes">Width.</param>
/// <param name="Value">What is there.</param>
/// <param name="Name">What it is, where memory was a dump's: <c>jiffies</c>, <c>runqueues.clock</c>, <c>task 132 worker+0x890</c>; null where nothing is said.</param>
public readonly record struct FrozenWord(ulong Address, int Bytes, ulong Value, string? Name = null);
