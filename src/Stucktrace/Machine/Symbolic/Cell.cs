namespace Stucktrace.Machine.Symbolic;

/// <summary>A place that holds a value from one instruction to the next: a register, or a slot of this function's stack frame.</summary>
/// <param name="IsRegister">Whether it is a register.</param>
/// <param name="Index">Index of the register, or the slot's offset from RSP at the function's entry (below zero in its own frame).</param>
/// <param name="IsAligned">For a slot: whether the offset counts from the stack pointer after it was rounded down (and rsp,-16).</param>
/// <param name="Bits">Width in bits.</param>
public readonly record struct Cell(bool IsRegister, long Index, bool IsAligned, int Bits)
{
    /// <summary>A register.</summary>
    /// <param name="index">Its index.</param>
    public static Cell Register(int index) => new(IsRegister: true, index, IsAligned: false, 64);

    /// <summary>The cell's name, such as <c>rdx</c> or <c>[entry rsp-0x18]</c>.</summary>
    public override string ToString() => IsRegister
        ? RegisterConvention.Names[(int)Index]
        : Index < 0 ? $"[{Base}-0x{-Index:x}]" : $"[{Base}+0x{Index:x}]";

    string Base => IsAligned ? "aligned rsp" : "entry rsp";
}
