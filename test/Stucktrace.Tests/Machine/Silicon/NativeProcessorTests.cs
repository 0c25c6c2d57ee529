using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Stucktrace.Tests.Machine.Silicon;

/// <summary>The oracle itself: known instructions on known values.</summary>
public class NativeProcessorTests
{
    [Fact]
    public void ExecutesOneInstruction()
    {
        Assert.SkipUnless(NativeProcessor.IsSupported, "needs an x86-64 Linux machine");
        using NativeProcessor processor = new();
        ulong[] registers = [.. Enumerable.Range(1, 16).Select(i => (ulong)i)];
        registers[4] = processor.Arena + 1024;
        byte[] arena = new byte[NativeProcessor.ArenaBytes];
        ulong flags = 0;

        processor.Load(Encode(code => code.sub(rax, rcx)));
        processor.Execute(registers, ref flags, arena);
        Assert.Equal(ulong.MaxValue, registers[0]);
        Assert.Equal(0x85UL, flags & 0x8d5 & ~0x10UL);

        processor.Load(Encode(code => code.push(rdx)));
        processor.Execute(registers, ref flags, arena);
        Assert.Equal(processor.Arena + 1016, registers[4]);
        Assert.Equal(3, arena[1016]);
        Assert.Equal(16UL, registers[15]);
    }

    static byte[] Encode(Action<Assembler> write)
    {
        Assembler code = new(64);
        write(code);
        using MemoryStream bytes = new();
        code.Assemble(new StreamCodeWriter(bytes), 0);
        return bytes.ToArray();
    }
}
