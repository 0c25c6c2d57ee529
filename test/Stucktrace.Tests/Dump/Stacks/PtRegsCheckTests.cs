using System.Buffers.Binary;
using Stucktrace.Dump;
using Stucktrace.Dump.Registers;

namespace Stucktrace.Tests.Dump.Stacks;

/// <summary>Saved registers, and words that only look like them.</summary>
public class PtRegsCheckTests
{
    const ulong Code = 0xffff_ffff_8100_1234, End = 0xffff_c900_0001_3f00;

    [Theory]
    [InlineData(Code, 0x10, 0x246, End, 0x18, true)]
    [InlineData(Code, 0x10, 0x246, End + 8, 0x18, true)]
    [InlineData(Code, 0x10, 0x46, End, 0, true)]
    [InlineData(Code, 0x10, 0x200297, End, 0x18, true)]
    [InlineData(Code, 0x1_0010, 0x246, End, 0x1_0018, true)]
    [InlineData(Code, 0x33, 0x246, End, 0x2b, false)]
    [InlineData(Code, 0x11, 0x246, End, 0x18, false)]
    [InlineData(Code, 0x10, 0x244, End, 0x18, false)]
    [InlineData(Code, 0x10, 0x24e, End, 0x18, false)]
    [InlineData(Code, 0x10, 0x8246, End, 0x18, false)]
    [InlineData(Code, 0x10, 0x40_0246, End, 0x18, false)]
    [InlineData(Code, 0x10, 0x246, End + 16, 0x18, false)]
    [InlineData(Code, 0x10, 0x246, End - 8, 0x18, false)]
    [InlineData(Code, 0x10, 0x246, End, 0x20, false)]
    [InlineData(Code + 0x100_0000, 0x10, 0x246, End, 0x18, false)]
    [InlineData(0x4011b2, 0x10, 0x246, End, 0x18, false)]
    public void OfTheKernel(ulong address, ulong code, ulong flags, ulong stackPointer, ulong stack, bool holds) =>
        Assert.Equal(holds, PtRegsCheck.IsKernel(Frame(address, code, flags, stackPointer, stack), End, a => a is >= Code and < Code + 0x1000, sameStack: true));

    [Fact]
    public void OnAStackOfTheProcessorsOwnMayLeadToAnother()
    {
        byte[] frame = Frame(Code, 0x10, 0x246, 0xffff_c900_0200_0008, 0x18);
        Assert.False(PtRegsCheck.IsKernel(frame, End, _ => true, sameStack: true));
        Assert.True(PtRegsCheck.IsKernel(frame, End, _ => true, sameStack: false));
        Assert.False(PtRegsCheck.IsKernel(Frame(Code, 0x10, 0x246, 0x7ffe_0000_0000, 0x18), End, _ => true, sameStack: false));
    }

    [Theory]
    [InlineData(0x4011b2, 0x33, 0x246, 0x7ffe_0000_1000, 0x2b, true)]
    [InlineData(0x80_4011, 0x23, 0x10246, 0xffff_d000, 0x2b, true)]
    [InlineData(0x4011b2, 0x33, 0x46, 0x7ffe_0000_1000, 0x2b, false)]
    [InlineData(0x4011b2, 0x10, 0x246, 0x7ffe_0000_1000, 0x2b, false)]
    [InlineData(0x4011b2, 0x33, 0x246, 0x7ffe_0000_1000, 0x18, false)]
    [InlineData(Code, 0x33, 0x246, 0x7ffe_0000_1000, 0x2b, false)]
    [InlineData(0x4011b2, 0x33, 0x246, End, 0x2b, false)]
    public void OfAProgram(ulong address, ulong code, ulong flags, ulong stackPointer, ulong stack, bool holds) =>
        Assert.Equal(holds, PtRegsCheck.IsUser(Frame(address, code, flags, stackPointer, stack)));

    [Fact]
    public void AreNumberedAsTheProcessorDoes()
    {
        // r15 … rdi as struct pt_regs orders them, each with its place as its value.
        byte[] bytes = new byte[PtRegs.Size];
        for (int i = 0; i < PtRegs.Size / 8; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * 8), i);
        DumpedRegisters registers = PtRegs.Read(bytes, RegisterOrigin.InterruptFrame, 0x1000);
        Assert.Equal([10, 11, 12, 5, 19, 4, 13, 14, 9, 8, 7, 6, 3, 2, 1, 0], registers.Values.Select(v => (int)v));
        Assert.Equal((16ul, 17ul, 18ul, 19ul), (registers.InstructionPointer, registers.CodeSegment, registers.Flags, registers.StackPointer));
    }

    static byte[] Frame(params ReadOnlySpan<ulong> words)
    {
        byte[] bytes = new byte[40];
        for (int i = 0; i < 5; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 8), words[i]);
        return bytes;
    }
}
