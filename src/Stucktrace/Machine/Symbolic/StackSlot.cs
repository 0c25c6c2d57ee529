namespace Stucktrace.Machine.Symbolic;

/// <summary>What is known of some bytes of the stack frame.</summary>
/// <param name="IsAligned">Whether the offset counts from the rounded stack pointer.</param>
/// <param name="Offset">Offset from RSP at the function's entry.</param>
/// <param name="Bits">Width.</param>
/// <param name="Value">Value.</param>
readonly record struct StackSlot(bool IsAligned, long Offset, int Bits, Expression Value)
{
    internal Cell Cell => new(IsRegister: false, Offset, IsAligned, Bits);

    internal bool Overlaps(bool isAligned, long offset, int bits) =>
        isAligned == IsAligned && offset < Offset + (Bits / 8) && Offset < offset + (bits / 8);
}
