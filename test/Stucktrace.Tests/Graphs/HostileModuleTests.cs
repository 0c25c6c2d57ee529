using System.Text;
using Stucktrace.Code;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Graphs;

/// <summary>Damaged and crafted modules: no exception, and bounded work.</summary>
public class HostileModuleTests
{
    [Fact]
    public void MutatedModulesAreSurvived()
    {
        // STUCKTRACE_FUZZ_COUNT sets how many; a failure names the file and the round, which makes it again.
        int count = int.TryParse(Environment.GetEnvironmentVariable("STUCKTRACE_FUZZ_COUNT"), System.Globalization.CultureInfo.InvariantCulture, out int wanted) ? wanted : 3000;
        byte[][] seeds = [.. new[] { "dirpro.ko", "v7_abba.ko", "clang/dirpro.ko", "stripped/dirpro_rcu_stripped.ko" }.Select(m => File.ReadAllBytes(Checkout.Shared(["lab", "ko", .. m.Split('/')])))];
        for (int round = 0; round < count; round++)
        {
            var random = new Random(round);
            byte[] bytes = (byte[])seeds[round % seeds.Length].Clone();
            Mutate(random, ref bytes);
            try
            {
                if (ModuleFile.Read(bytes, "x.ko", static _ => { }) is { } file)
                    LookAtAll(ModuleCode.Analyze(ModuleImage.Load(file), useSymbols: round % 3 != 0));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Assert.Fail($"round {round}: {e}");
            }
        }
    }

    [Fact]
    public void LongFunctionIsCutAtALimit()
    {
        Assert.True(Graph(ReadLimits.MaxFunctionInstructions).IsComplete);
        ControlFlowGraph cut = Graph(ReadLimits.MaxFunctionInstructions + 1);
        Assert.False(cut.IsComplete);
        Assert.Equal(ReadLimits.MaxFunctionInstructions, cut.Instructions.Length);

        static ControlFlowGraph Graph(int instructions)
        {
            ModuleCode code = MadeModule.OfAssembler($".type f,@function\nf: .fill {instructions - 1}, 1, 0x90\n ret\n.size f,.-f\n");
            return code.GraphOf(code.Find("f")!);
        }
    }

    [Fact]
    public void MillionInstructionsOfLoopsAreBounded()
    {
        // 250,000 times: a conditional jump back to the begin, one to the end, a call, an increment.
        ModuleCode code = MadeModule.OfAssembler(".type f,@function\nf: inc %eax\n.rept 250000\n je f\n jne 9f\n call f\n inc %eax\n.endr\n9: ret\n.size f,.-f\n");
        ControlFlowGraph graph = code.GraphOf(code.Find("f")!);
        Assert.Equal(1_000_002, graph.Instructions.Length);
        Assert.Single(graph.Loops);
        Assert.Equal(64, LoopIdentity.Of(graph, graph.Loops[0]).Length);
        Assert.Equal(250_000, code.Calls.CallersOf(code.Find("f")!).Length);
    }

    [Fact]
    public void ManyJumpsThroughOneTableAreBounded()
    {
        // 20,000 jumps, each through a table of 2,000 entries that all lead to the begin: read each time that would be 40 million entries.
        var source = new StringBuilder(".text\n.type f,@function\nf: nop\n");
        source.Append(".rept 20000\n test %edi,%edi\n je 1f\n jmp *table(,%rax,8)\n1:\n.endr\n ret\n.size f,.-f\n.section .rodata\ntable:\n.rept 2000\n .quad f\n.endr\n");
        ModuleCode code = MadeModule.OfAssembler(source.ToString());
        ControlFlowGraph graph = code.GraphOf(code.Find("f")!);
        int tables = graph.Blocks.Count(b => b.End == BlockEnd.JumpTable);
        Assert.InRange(tables, ReadLimits.MaxJumpTableEntries / 2000, (ReadLimits.MaxJumpTableEntries / 2000) + 1);
        Assert.True(code.IsComplete);
        Assert.False(ModuleCode.Analyze(code.Image, useSymbols: false).IsComplete);
    }

    [Fact]
    public void OverlappingFunctionsAreCutApart()
    {
        // 5,000 symbols that all claim the rest of a section of 500,000 bytes: 2,500 million bytes together.
        var source = new StringBuilder(".text\n");
        for (int i = 0; i < 5000; i++)
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $".type f{i},@function\nf{i}: .fill 100, 1, 0x90\n.size f{i}, end-f{i}\n");
        source.Append("ret\nend:\n");
        ModuleCode code = MadeModule.OfAssembler(source.ToString());
        Assert.Equal(500_001UL, code.Functions.Aggregate(0UL, (sum, f) => sum + f.Size));
        Assert.Equal(BlockEnd.TailCall, code.GraphOf(code.Functions[0]).Blocks[^1].End);
        Assert.Equal(code.Functions[1].Entry, code.GraphOf(code.Functions[0]).Blocks[^1].Target);
    }

    [Fact]
    public void ImageIsCutAtItsLimits()
    {
        byte[] bytes = MadeModule.Compile("gcc", "assembler", ".text\nf: call a\n call b\n call c\n.bss\n.skip 100000\n");
        ModuleFile file = ModuleFile.Read(bytes, "x.ko", static _ => { })!;
        Assert.True(ModuleImage.Load(file, ReadLimits.Default with { MaxImports = 3, MaxImageBytes = 200_000 }).IsComplete);
        ModuleImage few = ModuleImage.Load(file, ReadLimits.Default with { MaxImports = 2 });
        Assert.False(few.IsComplete);
        Assert.Equal(2, few.Externals.Length);
        ModuleImage small = ModuleImage.Load(file, ReadLimits.Default with { MaxImageBytes = 90_000 });
        Assert.False(small.IsComplete);
        Assert.DoesNotContain(small.Sections, s => s.Name == ".bss");
    }

    static void Mutate(Random random, ref byte[] bytes)
    {
        int kind = random.Next(8);
        if (kind == 0)
            Array.Resize(ref bytes, random.Next(64, bytes.Length));
        int changes = kind == 1 ? 200 : random.Next(1, 12);
        for (int i = 0; i < changes; i++)
        {
            // Headers and tables lie at both ends of the file.
            int at = kind switch
            {
                2 => random.Next(64),
                3 or 4 => bytes.Length - 1 - random.Next(Math.Min(bytes.Length, 4096)),
                _ => random.Next(bytes.Length),
            };
            bytes[at] = random.Next(4) switch { 0 => 0xff, 1 => 0, 2 => (byte)(bytes[at] ^ (1 << random.Next(8))), _ => (byte)random.Next(256) };
        }
    }

    static void LookAtAll(ModuleCode code)
    {
        foreach (Function function in code.Functions)
        {
            ControlFlowGraph graph = code.GraphOf(function);
            Assert.Equal(graph.Instructions.Length, graph.Blocks.Sum(b => b.InstructionCount));
            foreach (BasicBlock block in graph.Blocks)
                Assert.All(block.Successors, s => Assert.Contains(block.Id, graph.Blocks[s].Predecessors));
            foreach (NaturalLoop loop in graph.Loops)
            {
                _ = loop.Exits;
                _ = LoopIdentity.Of(graph, loop);
            }
        }

        foreach (Function function in code.Functions)
            _ = code.Calls.CallersOf(function).Length + code.Calls.ReferencesTo(function).Length;
        foreach (AppliedRelocation relocation in code.Image.Relocations)
            _ = code.Image.Describe(relocation.Target);
    }
}
