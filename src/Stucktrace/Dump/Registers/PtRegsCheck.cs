using System.Buffers.Binary;

namespace Stucktrace.Dump.Registers;

/// <summary>
/// Tells saved registers from words that look like them. An interrupt that came in the kernel leaves cs 0x10 (__KERNEL_CS) and ss 0x18 or 0, flags whose
/// fixed bits are right, an address of code, and a stack pointer just above: the processor aligns the stack to 16 before it saves (Intel SDM vol. 3,
/// 6.14.2), so the interrupted rsp is the end of the frame or 8 bytes further, unless the processor switched to a stack of its own.
/// </summary>
static class PtRegsCheck
{
    // arch/x86/include/asm/segment.h, 2.6.32 to 6.12.
    internal const ulong KernelCode = 0x10;
    const ulong KernelStack = 0x18, UserCode = 0x33, UserCode32 = 0x23, UserStack = 0x2b;

    // rflags: bit 1 is one, 3, 5, 15 and all from 22 up are zero; bit 9 lets interrupts in.
    const ulong AlwaysSet = 1 << 1, NeverSet = ~0x3f_7fd7ul, Interrupts = 1 << 9;
    const ulong UserLimit = 1ul << 56;

    /// <summary>True when the part that the processor saved tells of an interrupt in the kernel.</summary>
    /// <param name="hardware">rip, cs, rflags, rsp, ss.</param>
    /// <param name="end">Address behind them.</param>
    /// <param name="isCode">Whether an address is code of the kernel or a module.</param>
    /// <param name="sameStack">True when the interrupted stack must be this one.</param>
    internal static bool IsKernel(ReadOnlySpan<byte> hardware, ulong end, Func<ulong, bool> isCode, bool sameStack)
    {
        ulong code = Word(hardware, 1) & 0xffff, stack = Word(hardware, 4) & 0xffff, pointer = Word(hardware, 3);
        return code == KernelCode && stack is KernelStack or 0 && HasRightFlags(Word(hardware, 2)) && isCode(Word(hardware, 0)) &&
            (sameStack ? pointer == end || pointer == end + 8 : pointer % 8 == 0 && pointer >= UserLimit);
    }

    /// <summary>True when the part that the processor saved tells that it came from a program.</summary>
    /// <param name="hardware">rip, cs, rflags, rsp, ss.</param>
    internal static bool IsUser(ReadOnlySpan<byte> hardware) =>
        (Word(hardware, 1) & 0xffff) is UserCode or UserCode32 && (Word(hardware, 4) & 0xffff) == UserStack && HasRightFlags(Word(hardware, 2)) &&
        (Word(hardware, 2) & Interrupts) != 0 && Word(hardware, 0) < UserLimit && Word(hardware, 3) < UserLimit;

    static bool HasRightFlags(ulong flags) => (flags & AlwaysSet) != 0 && (flags & NeverSet) == 0;

    static ulong Word(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[(index * 8)..]);
}
