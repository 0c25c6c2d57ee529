using Stucktrace.Code;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Graphs;

/// <summary>The lab's modules, real out-of-tree builds: their functions with and without symbols, and the founding loop.</summary>
public class LabGraphTests
{
    internal static ModuleCode Open(params ReadOnlySpan<string> path) =>
        ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Open(Checkout.Shared(path), static _ => { })!));

    [Fact]
    public void FoundingLoopHasItsTwoExits()
    {
        ModuleCode code = Open("lab", "ko", "dirpro.ko");
        Function function = code.Find("get_process_name")!;
        Assert.Equal(0x6aUL, function.Size);
        Assert.Equal(2, function.Ranges.Length);
        ControlFlowGraph graph = code.GraphOf(function);
        NaturalLoop loop = Assert.Single(graph.Loops);
        Assert.Equal(0x1dUL, graph.Blocks[loop.Header].Start - function.Entry);
        Assert.False(loop.IsIrreducible);
        Assert.Equal([0x18UL, 0x1dUL], loop.Exits.Select(e => graph.Blocks[e.FromBlock].Start - function.Entry).Order());
        Assert.All(loop.Exits, e => Assert.Equal(function.Entry + 0x33, e.Target));
        Assert.Equal(BlockEnd.TailCall, graph.Blocks.Last(b => b.Start < function.Entry + function.Size).End);
        Assert.Equal("fortify_panic", code.Calls.CallsOf(function)[^1].Import);
        Assert.Equal(BlockEnd.NoReturnCall, graph.Blocks[^1].End);
    }

    [Fact]
    public void CallersAreKnown()
    {
        ModuleCode code = Open("lab", "ko", "dirpro.ko");
        CallSite call = Assert.Single(code.Calls.CallersOf(code.Find("get_process_name")!));
        Assert.Equal("new_sys_kill", call.Caller.Name);
        Assert.Contains(code.Calls.ReferencesTo(code.Find("new_sys_kill")!), r => r.InFunction?.Name == "dirpro_init");
        Assert.NotEmpty(code.Calls.CallersOf("strnlen"));
    }

    [Theory]
    [InlineData("dirpro.ko")]
    [InlineData("dirpro_rcu.ko")]
    [InlineData("v1_inline.ko")]
    [InlineData("v3_correct.ko")]
    [InlineData("v7_abba.ko")]
    [InlineData("v8_flag.ko")]
    [InlineData("v9_mutex.ko")]
    [InlineData("v10_oops.ko")]
    [InlineData("clang/dirpro.ko")]
    public void FunctionsAreFoundWithoutSymbols(string module)
    {
        ModuleImage image = Open(["lab", "ko", .. module.Split('/')]).Image;
        ModuleCode named = ModuleCode.Analyze(image), unnamed = ModuleCode.Analyze(image, useSymbols: false);
        Assert.Equal(named.Functions.Select(f => f.Entry), unnamed.Functions.Select(f => f.Entry));
        Assert.Equal(named.Functions.Select(f => (f.Entry, f.Ranges[0].Size, f.Ranges.Length)), unnamed.Functions.Select(f => (f.Entry, f.Ranges[0].Size, f.Ranges.Length)));
        Assert.Equal(Loops(named), Loops(unnamed));
    }

    [Fact]
    public void StrippedModuleHasTheSameFunctionsAndLoops()
    {
        ModuleCode full = Open("lab", "ko", "dirpro_rcu.ko"), stripped = Open("lab", "ko", "stripped", "dirpro_rcu_stripped.ko");
        Assert.Equal(full.Functions.Select(f => Place(full, f)), stripped.Functions.Select(f => Place(stripped, f)));
        Assert.Equal(Loops(full).Select(l => l.Identity), Loops(stripped).Select(l => l.Identity));
        Function hook = stripped.FunctionAt(stripped.Functions[0].Entry)!;
        Assert.Equal("sub_0", hook.Name);
        Assert.False(hook.IsNamed);
    }

    internal static string Place(ModuleCode code, Function function)
    {
        SectionOffset place = code.Image.Locate(function.Entry)!.Value;
        return $"{code.Image.Elf.Sections[place.Section].Name}+0x{place.Offset:x}/0x{function.Size:x}";
    }

    internal static List<(ulong Entry, string Identity)> Loops(ModuleCode code) =>
        [.. code.Functions.SelectMany(f => code.GraphOf(f).Loops.Select(l => (f.Entry, LoopIdentity.Of(code.GraphOf(f), l))))];
}
