namespace Stucktrace.Dump;

/// <summary>One frame of a stack, innermost first.</summary>
/// <param name="Address">Address of the instruction: the interrupted one, or where the call returns to.</param>
/// <param name="Symbol">Function, or null when no symbol covers the address.</param>
/// <param name="Offset">Bytes behind the symbol.</param>
/// <param name="Size">Size of the function, 0 when it is not known.</param>
/// <param name="Module">Module, or null for the kernel itself.</param>
/// <param name="Method">How it was found.</param>
/// <param name="StackAddress">Where its return address lies; for frames of registers the stack pointer.</param>
/// <param name="Interrupted">True when the address was interrupted, not called from.</param>
public sealed record DumpedFrame(ulong Address, string? Symbol, ulong Offset, ulong Size, string? Module, FrameMethod Method, ulong StackAddress, bool Interrupted = false);
