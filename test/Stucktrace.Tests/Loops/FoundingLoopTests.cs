using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Symbols;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Loops;

/// <summary>
/// Facts 15 and 16 of the founding case, as far as the loop goes: its cursor, the node offset that it follows and its two exits in words; no exit tests the
/// head of the ring. In every way that kernels have had of reading <c>current</c>.
/// </summary>
public class FoundingLoopTests
{
    static LoopFacts Only(byte[] bytes, TypeInfo? types)
    {
        ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Read(bytes, "dirpro.ko", _ => { })!));
        Function? function = code.Find("get_process_name");
        Assert.NotNull(function);
        return Assert.Single(LoopAnalysis.Of(code, function, types));
    }

    [Theory]
    [InlineData("per_cpu__current_task", false)]
    [InlineData("current_task", false)]
    [InlineData("pcpu_hot", true)]
    [InlineData("const_pcpu_hot", true)]
    [InlineData("current_task", true)]
    [InlineData("const_current_task", true)]
    public void TheReconstructedFunctionIsRead(string symbol, bool ripRelative)
    {
        Assert.SkipUnless(Toolchain.Has("gcc") && Toolchain.Has("ld"), "needs gcc and ld");
        string[] flags = [$"-DCURRENT={symbol}", .. ripRelative ? ["-DRIP_RELATIVE"] : Array.Empty<string>()];
        LoopFacts loop = Only(
            Toolchain.Build(Path.Combine(Checkout.Root, "test", "Stucktrace.Tests", "Loops", "Sources"), "gcc", ["el6_dirpro.S", "module.c"], flags), null);
        Assert.Equal(0x42UL, loop.Head - loop.Function.Entry);
        Assert.Equal(0x100UL, loop.Function.Size);
        Assert.NotNull(loop.Walk);
        Assert.Equal(("rdx", 0x440L, StartKind.Current, SentinelKind.StartElement), (loop.Walk.Cursor.ToString(), loop.Walk.NodeOffset, loop.Walk.StartKind, loop.Walk.SentinelKind));
        Assert.Equal(
            ["the 32-bit field at +0x4a8 of the element equals the first argument (rdi)", "the cursor is current again, where the walk began"],
            loop.Exits.Select(e => e.Words.Render(Language.English)));
        Assert.Equal(["当前元素的偏移 +0x4a8 处的 32 位字段等于第一个参数（rdi）", "游标又回到遍历的起点 current"], loop.Exits.Select(e => e.Words.Render(Language.Chinese)));
        Assert.Equal(("tasks.next", FieldNameSource.FieldOrder), (loop.Walk.NodeName!.Path, loop.Walk.NodeName.Source));
        Assert.Equal(SuspicionKind.EndsOnlyAtStart, Assert.Single(loop.Suspicions).Kind);
        Assert.DoesNotContain(loop.Exits, e => e.Meaning == ExitMeaning.CursorIsHead);
    }

    [Fact]
    public void AnotherSymbolIsNotCurrent()
    {
        Assert.SkipUnless(Toolchain.Has("gcc") && Toolchain.Has("ld"), "needs gcc and ld");
        LoopFacts loop = Only(
            Toolchain.Build(Path.Combine(Checkout.Root, "test", "Stucktrace.Tests", "Loops", "Sources"), "gcc", ["el6_dirpro.S", "module.c"], ["-DCURRENT=my_cpu_cache"]), null);
        Assert.NotEqual(StartKind.Current, loop.Walk?.StartKind);
        Assert.Empty(loop.Suspicions);
    }

    [Fact]
    public void TypesNameTheFields()
    {
        string module = Checkout.Shared("lab", "ko", "dirpro.ko");
        string kernel = Environment.GetEnvironmentVariable("STUCKTRACE_KERNEL") ?? "/tmp/deb/x/boot/vmlinuz-6.1.0-56-amd64";
        Assert.SkipUnless(File.Exists(kernel), $"needs {kernel} (Debian's linux-image-6.1.0-56-amd64)");
        SymbolFile? symbols = SymbolFile.Open(kernel, _ => { });
        Assert.NotNull(symbols?.Types);
        LoopFacts loop = Only(File.ReadAllBytes(module), TypeInfo.Of(symbols.Types));
        Assert.Equal(("task_struct", "tasks.next", FieldNameSource.Btf), (loop.Walk!.NodeName!.Structure, loop.Walk.NodeName.Path, loop.Walk.NodeName.Source));
        Assert.Equal("pid", loop.Exits[0].Field!.Path);
        Assert.Equal("pid of the element equals the first argument (rdi)", loop.Exits[0].Words.Render(Language.English));
        Assert.Equal(SuspicionKind.EndsOnlyAtStart, Assert.Single(loop.Suspicions).Kind);
    }
}
