using System.Text.Json;
using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump.Code;

/// <summary>Modules in the memory of the real dumps beside their files, and what they did to the kernel.</summary>
public class RealModuleTests
{
    [Theory]
    [InlineData("K1", "dirpro_rcu")]
    [InlineData("A1", "dirpro_rcu")]
    [InlineData("v9_mutex", "v9_mutex")]
    public void InMemoryAreTheirFiles(string dump, string name)
    {
        ModuleMemoryComparison found = Compare(dump, name, name);
        Assert.Equal(BuildAgreement.SameBuildId, found.Build);
        Assert.Equal(found.File.BuildId, found.LoadedBuildId);
        Assert.Equal(found.File.Info.SourceVersion, found.LoadedSourceVersion);
        Assert.Empty(found.Changes);
        Assert.Equal((0, 0), (found.BytesUnexplained, found.BytesNotCompared));
        Assert.True(found.BytesCompared > 500);
        Assert.True(found.PatchedPlaces >= 5);
    }

    [Theory]
    [InlineData("K1", "dirpro_rcu", "dirpro")]
    [InlineData("v9_mutex", "v9_mutex", "v3_correct")]
    public void OfAnotherBuildAreSaidToBe(string dump, string name, string file)
    {
        ModuleMemoryComparison found = Compare(dump, name, file);
        Assert.Equal(BuildAgreement.OtherBuildId, found.Build);
        Assert.False(found.IsSameBuild);
        Assert.Empty(found.Changes);
        Assert.True(found.BytesUnexplained > 0);
    }

    [Theory]
    [InlineData("K1", "__x64_sys_kill bytes")]
    [InlineData("A1", "__x64_sys_kill bytes")]
    [InlineData("v9_mutex", "__x64_sys_kill bytes")]
    public void TookOverSystemCallsWhereDrgnSaysSo(string dump, string bytes)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(LabMachine.Truth(dump + ".drgn.json")));
        DumpedMachine machine = LabMachine.Of(dump);
        List<KernelHook> hooks = [.. KernelTextHooks.Find(machine)];
        KernelHook entry = Assert.Single(hooks, h => h.Kind == KernelHookKind.TableEntry), jump = Assert.Single(hooks, h => h.Kind == KernelHookKind.JumpAtBegin);
        Assert.Equal(2, hooks.Count(h => h.IsForeign));
        Assert.Equal(62, entry.Index);
        Assert.Equal("sys_call_table", entry.Symbol);
        Assert.Equal(truth.RootElement.GetProperty("sys_call_table[62]").GetString(), $"0x{entry.Target:x} {entry.TargetName}");
        Assert.Equal("__x64_sys_kill", jump.Symbol);
        Assert.StartsWith(Convert.ToHexStringLower([.. jump.Bytes]), truth.RootElement.GetProperty(bytes).GetString()!, StringComparison.Ordinal);
        Assert.Equal(truth.RootElement.GetProperty("__x64_sys_kill jmp target").GetString(), $"0x{jump.Target:x} {jump.TargetName}");
    }

    static ModuleMemoryComparison Compare(string dump, string module, string file) => Compare(LabMachine.Of(dump), module, file);

    internal static ModuleMemoryComparison Compare(DumpedMachine machine, string module, string file)
    {
        LoadedModule loaded = machine.Modules.Single(m => m.Name == module);
        return ModuleMemoryComparison.Compare(machine, loaded, ModuleFile.Open(Checkout.Shared("lab", "ko", file + ".ko"), static _ => { })!);
    }
}
