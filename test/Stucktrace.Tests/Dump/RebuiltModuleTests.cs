using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Dump;
using Stucktrace.Dump.Rebuild;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump;

/// <summary>A module made again out of the memory of a real dump, beside the file that it was loaded from.</summary>
public sealed class RebuiltModuleTests
{
    [Theory]
    [InlineData("K1", "dirpro_rcu")]
    [InlineData("A1", "dirpro_rcu")]
    [InlineData("v9_mutex", "v9_mutex")]
    public void FunctionsAndLoopsAreThoseOfTheFile(string dump, string name)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        RebuiltModule? made = RebuiltModule.Of(machine, machine.Modules.Single(m => m.Name == name), dump, _ => { }, ReadLimits.Default);
        Assert.NotNull(made);
        ModuleFile rebuilt = made.File;
        Assert.Equal(name, rebuilt.Name);
        ModuleCode memory = ModuleCode.Analyze(ModuleImage.Load(rebuilt));
        ModuleCode file = ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Open(Path.Combine(LabMachine.Folder("ko"), name + ".ko"), _ => { })!));
        foreach (Function function in file.Functions.Where(f => memory.Find(f.Name) is not null))
        {
            Function found = memory.Find(function.Name)!;
            Assert.Equal(LoopAnalysis.Of(file, function).Select(l => (l.Kind, l.Identity?.ToString())), LoopAnalysis.Of(memory, found).Select(l => (l.Kind, l.Identity?.ToString())));
        }

        Assert.True(memory.Functions.Length >= file.Functions.Count(f => !f.Name.StartsWith("init_", StringComparison.Ordinal)) / 2);
        string[] outside = [.. ModuleImage.Load(rebuilt).Externals.Select(e => e.Name)];
        Assert.Contains("current_task", outside);
    }
}
