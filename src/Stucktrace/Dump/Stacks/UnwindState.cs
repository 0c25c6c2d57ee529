namespace Stucktrace.Dump.Stacks;

/// <summary>Where the reading of a stack stands.</summary>
/// <param name="Address">The instruction: interrupted, or returned to.</param>
/// <param name="StackPointer">rsp there.</param>
/// <param name="FramePointer">rbp there, as far as it is known.</param>
/// <param name="Slot">Where the address was found.</param>
/// <param name="Method">How it was found.</param>
/// <param name="Interrupted">True when the instruction was interrupted, false when it is returned to.</param>
/// <param name="Registers">All registers there, at an interrupted instruction; else null.</param>
readonly record struct UnwindState(
    ulong Address, ulong StackPointer, ulong FramePointer, ulong Slot, FrameMethod Method, bool Interrupted, DumpedRegisters? Registers)
{
    /// <summary>The state at registers that were saved.</summary>
    /// <param name="registers">All registers.</param>
    /// <param name="method">How they were found.</param>
    internal static UnwindState At(DumpedRegisters registers, FrameMethod method) =>
        new(registers.InstructionPointer, registers.StackPointer, registers.Values[5], registers.StackPointer, method, true, registers);

    /// <summary>The address that tables are asked for: a call may be the last instruction of its function.</summary>
    internal ulong LookUp => Interrupted ? Address : Address - 1;
}
