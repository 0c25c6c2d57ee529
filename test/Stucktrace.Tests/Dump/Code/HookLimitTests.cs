using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Dump.Stacks;

namespace Stucktrace.Tests.Dump.Code;

/// <summary>Bounds on what is kept of changed code and of system calls taken over, on both sides.</summary>
public class HookLimitTests
{
    [Theory]
    [InlineData((int)ReadLimits.MaxSystemCalls - 1, 1)]
    [InlineData((int)ReadLimits.MaxSystemCalls, 0)]
    public void TablesAreReadToTheLimit(int entry, int found)
    {
        var world = new StackWorld();
        ulong table = world.Made.Data("sys_call_table", ((int)ReadLimits.MaxSystemCalls + 8) * 8), target = world.Made.Text + 0x70_0000;
        world.Word(table + (ulong)(entry * 8), target);
        Assert.Equal(found, KernelTextHooks.Find(WithModule(world, target)).Length);
    }

    [Theory]
    [InlineData(ReadLimits.MaxKernelHooks, ReadLimits.MaxKernelHooks)]
    [InlineData(ReadLimits.MaxKernelHooks + 1, ReadLimits.MaxKernelHooks)]
    public void HooksAreKeptToTheLimit(int made, int kept)
    {
        var world = new StackWorld();
        ulong target = world.Made.Text + 0x70_0000;
        foreach (string name in (string[])["sys_call_table", "ia32_sys_call_table", "x32_sys_call_table"])
        {
            ulong table = world.Made.Data(name, (int)ReadLimits.MaxSystemCalls * 8);
            for (int i = 0; i < (int)ReadLimits.MaxSystemCalls && made > 0; i++, made--)
                world.Word(table + (ulong)(i * 8), target + (ulong)i);
        }

        ImmutableArray<KernelHook> hooks = KernelTextHooks.Find(WithModule(world, target));
        Assert.Equal(kept, hooks.Length);
        Assert.All(hooks, h => Assert.Equal("hooker", h.Module));
    }

    [Theory]
    [InlineData(ReadLimits.MaxCodeChanges, ReadLimits.MaxCodeChanges)]
    [InlineData(ReadLimits.MaxCodeChanges + 1, ReadLimits.MaxCodeChanges)]
    public void ChangesAreKeptToTheLimit(int made, int kept)
    {
        var code = new DumpedCode(new StackWorld().Finish());
        byte[] expected = new byte[made * 8], found = new byte[made * 8];
        bool[] different = new bool[made * 8];
        for (int i = 0; i < made; i++)
            (found[i * 8], different[i * 8]) = (0xcc, true);
        List<CodeChange> changes = [];
        CodeChanges.Collect(code, new ElfSection(1, ".text", 1, 6, 0, 0, expected.Length, 0, 0, 16, 0), 0xffff_ffff_c000_0000, expected, found, different, changes);
        Assert.Equal(kept, changes.Count);
        Assert.All(changes, c => Assert.Equal((CodeChangeKind.Breakpoint, 1), (c.Kind, c.Found.Length)));
    }

    // Some equal bytes in between belong to one change, more of them part two.
    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    public void ChangesAreOneWhereFewBytesLieBetween(int distance, int changes)
    {
        var code = new DumpedCode(new StackWorld().Finish());
        bool[] different = new bool[32];
        (different[3], different[3 + distance]) = (true, true);
        List<CodeChange> found = [];
        CodeChanges.Collect(code, new ElfSection(1, ".text", 1, 6, 0, 0, 32, 0, 0, 16, 0), 0xffff_ffff_c000_0000, new byte[32], new byte[32], different, found);
        Assert.Equal(changes, found.Count);
    }

    static DumpedMachine WithModule(StackWorld world, ulong text) =>
        world.Finish() with { Modules = [new LoadedModule { Name = "hooker", Address = text + 0x2000, TextBase = text, TextSize = 0x1000 }] };
}
