using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump.Code;

/// <summary>The code of modules taken out of the real dumps, with no file at hand.</summary>
public class CodeFromMemoryTests
{
    [Theory]
    [InlineData("K1", "dirpro_rcu")]
    [InlineData("A1", "dirpro_rcu")]
    [InlineData("v9_mutex", "v9_mutex")]
    public void HasTheFunctionsAndLoopsOfTheFile(string dump, string name)
    {
        LoadedModuleCode memory = FromMemory(dump, name);
        ModuleCode file = FromFile(name);
        Assert.True(memory.IsFromMemory);
        Assert.Equal(name, memory.File.Name);
        Assert.True(memory.Code.IsComplete);

        // What only the init function needs is not in memory any more.
        List<Function> kept = [.. file.Functions.Where(f => !file.Image.SectionAt(f.Entry)!.IsInit)];
        Assert.Equal(kept.Select(f => f.Name).Order(), memory.Code.Functions.Select(f => f.Name).Order());
        int loops = 0;
        foreach (Function function in kept)
        {
            List<LoopFacts> expected = [.. LoopAnalysis.Of(file, function)], found = [.. LoopAnalysis.Of(memory.Code, memory.Code.Find(function.Name)!)];
            Assert.Equal(expected.Select(l => l.Identity), found.Select(l => l.Identity));
            Assert.Equal(expected.Select(l => (l.Kind, l.Walk?.NodeOffset, l.Walk?.StartKind, l.Exits.Length)), found.Select(l => (l.Kind, l.Walk?.NodeOffset, l.Walk?.StartKind, l.Exits.Length)));
            loops += found.Count;
        }

        Assert.True(dump == "v9_mutex" || loops >= 1);
    }

    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    public void ShowsTheLoopThatTheCpuIsIn(string dump)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        LoadedModuleCode memory = FromMemory(dump, "dirpro_rcu");
        ContextLayer stuck = StackReader.Of(machine).StackOf(machine.Cpus[1]).Task!;
        ulong place = memory.InImage(stuck.Registers!.InstructionPointer)!.Value;
        Assert.Equal(stuck.Registers.InstructionPointer, memory.InMemory(place));
        Function function = memory.Code.FunctionAt(place)!;
        LoopFacts loop = Assert.Single(LoopAnalysis.Of(memory.Code, function));
        Assert.Equal(StartKind.Current, loop.Walk!.StartKind);
        Assert.Equal(0x890, loop.Walk.ContainerAdjustment);
        BasicBlock block = memory.Code.GraphOf(function).Blocks.Single(b => place >= b.Start && place < b.Limit);
        Assert.True(loop.Loop.Contains(block.Id));
    }

    [Fact]
    public void OfAnyModuleOfTheKernelItselfIsWhole()
    {
        LoadedModuleCode memory = FromMemory("K1", "qemu_fw_cfg");
        Assert.Contains(memory.Code.Functions, f => f.Name == "fw_cfg_sysfs_probe");
        Assert.Contains(memory.Code.Image.Externals, e => e.Name == "kobject_put");
        Assert.All(memory.Code.Functions, f => Assert.NotNull(memory.Code.GraphOf(f)));
    }

    [Theory]
    [InlineData("K1", "dirpro_rcu")]
    [InlineData("v9_mutex", "v9_mutex")]
    public void OfTheFileLeadsToMemoryAndBack(string dump, string name)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        LoadedModule module = machine.Modules.Single(m => m.Name == name);
        var code = LoadedModuleCode.Of(machine, module, ModuleFile.Open(Checkout.Shared("lab", "ko", name + ".ko"), static _ => { })!);
        foreach (Function function in code.Code.Functions)
        {
            ulong? address = code.InMemory(function.Entry);
            if (code.Code.Image.SectionAt(function.Entry)!.IsInit)
            {
                Assert.Null(address);
                continue;
            }

            Assert.Equal(module.Symbols!.Find(function.Name), address);
            Assert.Equal(function.Entry, code.InImage(address!.Value));
        }

        Assert.Null(code.InImage(0xffff_ffff_ffff_0000));
    }

    static LoadedModuleCode FromMemory(string dump, string name)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        return LoadedModuleCode.FromMemory(machine, machine.Modules.Single(m => m.Name == name), dump, d => Assert.Fail(d.ToString()))!;
    }

    static ModuleCode FromFile(string name) =>
        ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Open(Checkout.Shared("lab", "ko", name + ".ko"), static _ => { })!));
}
