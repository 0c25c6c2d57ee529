using System.Buffers.Binary;

namespace Stucktrace.Dump.Registers;

/// <summary>
/// struct pt_regs of x86-64: what an interrupt or system call leaves on the stack (arch/x86/include/asm/ptrace.h, the same from 2.6.32 to 6.12;
/// since 6.9 cs and ss are the low 16 bits of their words).
/// </summary>
static class PtRegs
{
    /// <summary>Its size.</summary>
    internal const int Size = 168;

    /// <summary>Where the part begins that the processor itself saves: rip, cs, rflags, rsp, ss.</summary>
    internal const int HardwareFrame = 128;

    // r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi, by the processor's numbers.
    static ReadOnlySpan<byte> Order => [15, 14, 13, 12, 5, 3, 11, 10, 9, 8, 0, 1, 2, 6, 7];

    /// <summary>The registers.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="origin">Where they were found.</param>
    /// <param name="address">Their address.</param>
    internal static DumpedRegisters Read(ReadOnlySpan<byte> bytes, RegisterOrigin origin, ulong address)
    {
        ulong[] values = new ulong[16];
        for (int i = 0; i < Order.Length; i++)
            values[Order[i]] = Word(bytes, i * 8);
        values[4] = Word(bytes, 152);
        return new DumpedRegisters([.. values], Word(bytes, 128), Word(bytes, 144), Word(bytes, 136) & 0xffff, origin, address);
    }

    static ulong Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);
}
