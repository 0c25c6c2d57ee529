using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Numbers and bytes of virtual memory, at every border.</summary>
public sealed class AddressSpaceTests
{
    const ulong Base = 0xffff_ffff_c000_0000;

    static (ShapedKernel Made, DumpWriter Dump, AddressSpace Memory) Make(bool five = false)
    {
        ShapedKernel made = new(KernelShape.Eras[five ? 7 : 5]);
        made.MapPages(Base, 4 * 4096);
        for (int i = 0; i < 4 * 4096; i++)
            made.Write(Base + (ulong)i, (byte)(i * 7 + i / 256));
        DumpWriter dump = made.Finish();
        return (made, dump, new AddressSpace(new ShapedDump(dump), new Translation(made.TopTable, made.PhysBase, made.Shape.DirectMap, five, 0)));
    }

    static ulong Expected(int at, int bytes)
    {
        ulong value = 0;
        for (int i = bytes - 1; i >= 0; i--)
            value = (value << 8) | (byte)((at + i) * 7 + (at + i) / 256);
        return value;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NumbersAreReadAtEveryOffset(bool five)
    {
        AddressSpace memory = Make(five).Memory;
        foreach (int bytes in (int[])[1, 2, 4, 8])
        {
            for (int at = 4000; at < 4200; at++)
                Assert.Equal(Expected(at, bytes), memory.Number(Base + (ulong)at, bytes));
        }

        Assert.Null(memory.Number(Base + 4 * 4096 - 4));
        Assert.Equal(Expected(4 * 4096 - 4, 4), memory.Number(Base + 4 * 4096 - 4, 4));
        Assert.Null(memory.Number(ulong.MaxValue));
        Assert.Null(memory.Number(0));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    [InlineData(9000)]
    public void WhatIsMissingIsZeroAndToldByTheFirst(int bytes)
    {
        (ShapedKernel made, DumpWriter dump, AddressSpace memory) = Make();
        dump.Excluded.Add(made.Physical(Base + 4096) / 4096);
        byte[] into = new byte[bytes];
        into.AsSpan().Fill(0x55);
        Assert.Equal(MemoryState.Excluded, memory.Read(Base + 4096 - 5, into));
        for (int i = 0; i < bytes; i++)
            Assert.Equal(i < 5 || i >= 5 + 4096 ? (byte)Expected(4096 - 5 + i, 1) : 0, into[i]);
        Assert.Equal(MemoryState.Excluded, memory.ReadNumber(Base + 4096 - 5, 8, out ulong value));
        Assert.Equal(0UL, value);
        Assert.Equal(MemoryState.Unmapped, memory.Read(Base - 5, into));
        Assert.Equal(MemoryState.Present, memory.Read(Base + 4096 - 5, into.AsSpan(0, 5)));
        Assert.Equal(MemoryState.Present, memory.Read(Base, default));
    }

    [Fact]
    public void WithoutItsTablesOnlyWhatWasSeenToBeLinearIsRead()
    {
        (ShapedKernel made, DumpWriter dump, AddressSpace memory) = Make();
        dump.Excluded.Add(made.TopTable / 4096);
        AddressSpace strict = new(memory.Physical, memory.Translation), linear = new(memory.Physical, memory.Translation with { ImageIsLinear = true, DirectMapIsLinear = true });
        ulong image = made.Symbol("linux_banner"), direct = made.Shape.DirectMap + made.Physical(image);
        foreach (ulong address in (ulong[])[image, direct])
        {
            Assert.Equal(MemoryState.Excluded, strict.ReadNumber(address, 8, out _));
            Assert.Equal(memory.Number(image, 4) ?? BitConverter.ToUInt32("Linu"u8), linear.Number(address, 4));
        }

        Assert.Equal(MemoryState.Excluded, linear.ReadNumber(Base, 8, out _));
        Assert.Equal(MemoryState.Excluded, linear.ReadNumber(0xffff_c900_0000_0000, 8, out _));
        Assert.Equal(MemoryState.Unmapped, linear.ReadNumber(0x0000_8000_0000_0000, 8, out _));
    }

    [Fact]
    public void ManyThreadsReadTheSame()
    {
        AddressSpace memory = Make().Memory;
        Parallel.For(0, 8, worker =>
        {
            Random random = new(worker);
            for (int i = 0; i < 20_000; i++)
            {
                int at = random.Next(4 * 4096 - 8);
                if (memory.Number(Base + (ulong)at) != Expected(at, 8))
                    throw new InvalidOperationException($"{at}");
            }
        });
    }
}
