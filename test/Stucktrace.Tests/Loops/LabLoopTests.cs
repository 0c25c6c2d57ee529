using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Loops;

/// <summary>The loops of the lab's modules: what a kernel engineer reads from their disassembly.</summary>
public class LabLoopTests
{
    static ImmutableArray<LoopFacts> Loops(params ReadOnlySpan<string> path)
    {
        string file = Checkout.Shared(["lab", "ko", .. path]);
        ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Read(File.ReadAllBytes(file), file, _ => { })!));
        return [.. code.Functions.SelectMany(f => LoopAnalysis.Of(code, f))];
    }

    [Theory]
    [InlineData("dirpro.ko", "rdx", "the first argument (rdi)")]
    [InlineData("dirpro_rcu.ko", "rbx", "the first argument (rdi)")]
    [InlineData("v1_inline.ko", "rdx", "u32([arg1+0x70])")]
    [InlineData("clang/dirpro.ko", "rcx", "the first argument (rdi)")]
    [InlineData("stripped/dirpro_rcu_stripped.ko", "rbx", "the first argument (rdi)")]
    public void TheEndlessWalkIsFound(string module, string cursor, string pid)
    {
        LoopFacts loop = Assert.Single(Loops(module.Split('/')), l => l.Kind == LoopKind.ListWalk);
        Assert.NotNull(loop.Walk);
        Assert.Equal((cursor, 0x890L, 0x890L), (loop.Walk.Cursor.ToString(), loop.Walk.NodeOffset, loop.Walk.ContainerAdjustment));
        Assert.Equal((StartKind.Current, SentinelKind.StartElement), (loop.Walk.StartKind, loop.Walk.SentinelKind));
        Assert.Equal(
            [$"the 32-bit field at +0x970 of the element equals {pid}", "the cursor is current again, where the walk began"],
            loop.Exits.Select(e => e.Words.Render(Language.English)));
        Assert.Equal(SuspicionKind.EndsOnlyAtStart, Assert.Single(loop.Suspicions).Kind);
        Assert.Equal(Answer.No, loop.Reschedules);
    }

    [Fact]
    public void TheCorrectWalkEndsAtTheHead()
    {
        LoopFacts loop = Assert.Single(Loops("v3_correct.ko"));
        Assert.Equal((SentinelKind.Head, "init_task"), (loop.Walk!.SentinelKind, loop.Walk.SentinelName));
        Assert.Equal(Answer.Yes, loop.Context.RcuReadSide.State);
        Assert.Empty(loop.Suspicions);
    }

    [Fact]
    public void TheFlagIsWrittenByNobody()
    {
        LoopFacts loop = Assert.Single(Loops("v8_flag.ko"));
        Assert.Equal(LoopKind.MemoryPoll, loop.Kind);
        Assert.Equal(ExitMeaning.MemoryWord, Assert.Single(loop.Exits).Meaning);
        Assert.Equal(SuspicionKind.NobodyWritesWord, Assert.Single(loop.Suspicions).Kind);
    }

    [Theory]
    [InlineData("v7_abba.ko")]
    [InlineData("v9_mutex.ko")]
    [InlineData("v10_oops.ko")]
    public void NoLoopOfTheOthersIsSuspicious(string module) => Assert.All(Loops(module), l => Assert.Empty(l.Suspicions));
}
