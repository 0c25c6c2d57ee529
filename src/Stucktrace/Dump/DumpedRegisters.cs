namespace Stucktrace.Dump;

/// <summary>The registers of a CPU or of an interrupted context.</summary>
/// <param name="Values">rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 … r15: the numbering of the processor.</param>
/// <param name="InstructionPointer">rip.</param>
/// <param name="Flags">rflags.</param>
/// <param name="CodeSegment">cs; its lowest two bits are 3 in user mode.</param>
/// <param name="Origin">Where they were found.</param>
/// <param name="Address">Virtual address of the saved registers, or the offset in the dump for notes of the container.</param>
public sealed record DumpedRegisters(System.Collections.Immutable.ImmutableArray<ulong> Values, ulong InstructionPointer, ulong Flags, ulong CodeSegment, RegisterOrigin Origin, ulong Address)
{
    /// <summary>True when the CPU was in user mode.</summary>
    public bool InUserMode => (CodeSegment & 3) == 3;

    /// <summary>
    /// Bit n is set where value n was not saved and is a left-over word of the stack: interrupts of kernels up to 4.2 saved only what functions may change
    /// (<see cref="Kernel.SavedRegisters" />).
    /// </summary>
    public int Unsaved { get; init; }

    /// <summary>rsp.</summary>
    public ulong StackPointer => Values[4];
}
