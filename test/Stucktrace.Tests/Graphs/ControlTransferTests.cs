using Stucktrace.Code;

namespace Stucktrace.Tests.Graphs;

/// <summary>What kernels do to control flow besides plain jumps: jump tables, thunks, jump labels, warnings, fixups, functions that never return.</summary>
public class ControlTransferTests
{
    const string Switch = """
        extern void a(void), b(void), c(void), d(void), e(void), f(void), h(void);
        int s(unsigned x) { int n = 0; for (;;) { switch (x) { case 0: a(); break; case 1: b(); break; case 2: c(); break; case 3: d(); break; case 4: e(); break; case 5: f(); break; case 9: h(); return n; } n++; x = x * 3 + 1; } }
        """;

    [Theory]
    [InlineData("gcc", "-fjump-tables")]
    [InlineData("gcc", "-fjump-tables", "-mindirect-branch=thunk-extern", "-mindirect-branch-register")]
    [InlineData("gcc", "-fjump-tables", "-fpie")]
    [InlineData("clang", "-fjump-tables")]
    [InlineData("clang", "-fjump-tables", "-fpie")]
    public void JumpTablesLeadToTheirCases(string compiler, params string[] flags)
    {
        if (flags.Contains("-fpie"))
            flags = [.. flags, "-mcmodel=small"];
        ModuleCode code = MadeModule.OfC(compiler, Switch, flags);
        ControlFlowGraph graph = code.GraphOf(code.Find("s")!);
        BasicBlock table = Assert.Single(graph.Blocks, b => b.End == BlockEnd.JumpTable);
        Assert.InRange(table.Successors.Length, 7, 8);
        Assert.Equal(7, code.Calls.CallsOf(code.Find("s")!).Count(c => c.Kind == CallKind.Direct || c.Kind == CallKind.Tail));
        Assert.NotEmpty(graph.Loops);
        Assert.Single(ModuleCode.Analyze(code.Image, useSymbols: false).Functions);
    }

    [Fact]
    public void ThunksAreReturnsAndIndirectCalls()
    {
        ModuleCode code = MadeModule.OfAssembler("""
            .text
            .type f,@function
            f: call __fentry__
               call __x86_indirect_thunk_rax
               test %eax,%eax
               je __x86_return_thunk
               jmp __x86_indirect_thunk_r11
            .size f,.-f
            .type g,@function
            g: test %edi,%edi
               jne f
               jmp elsewhere
            .size g,.-g
            """);
        Assert.Equal([BlockEnd.Branch, BlockEnd.IndirectJump], code.GraphOf(code.Find("f")!).Blocks.Select(b => b.End));
        Assert.Equal([CallKind.Indirect, CallKind.IndirectTail], code.Calls.CallsOf(code.Find("f")!).Select(c => c.Kind));
        Assert.Equal([BlockEnd.Branch, BlockEnd.TailCall], code.GraphOf(code.Find("g")!).Blocks.Select(b => b.End));
        Assert.Equal(["f", "elsewhere"], code.Calls.CallsOf(code.Find("g")!).Select(c => c.Callee?.Name ?? c.Import));
    }

    [Theory]
    [InlineData("gcc", "-mindirect-branch=thunk")]
    [InlineData("gcc", "-mindirect-branch=thunk-inline")]
    [InlineData("gcc", "-mindirect-branch=thunk", "-mfunction-return=thunk")]
    [InlineData("clang", "-mretpoline")]
    public void ThunksInTheModuleItselfAreSeenThrough(string compiler, params string[] flags)
    {
        ModuleCode code = MadeModule.OfC(compiler, """
            int walk(int (*step)(int), int n) { int s = 0; for (int i = 0; i < n; i++) s += step(i); return s; }
            int last(int (*step)(int), int n) { return step(n); }
            """, flags);
        ControlFlowGraph walk = code.GraphOf(code.Find("walk")!);
        Assert.Single(walk.Loops);
        Assert.Equal(CallKind.Indirect, Assert.Single(code.Calls.CallsOf(code.Find("walk")!)).Kind);
        Assert.Contains(walk.Blocks, b => b.End == BlockEnd.Return);
        Assert.Equal(CallKind.IndirectTail, Assert.Single(code.Calls.CallsOf(code.Find("last")!)).Kind);
    }

    [Fact]
    public void PatchedBranchesHaveBothWays()
    {
        ModuleCode code = MadeModule.OfAssembler("""
            .text
            .type f,@function
            f: mov $1,%eax
            1: .byte 0x0f,0x1f,0x44,0,0
               dec %edi
               jne f
               ret
            2: inc %eax
               jmp 1b
            .size f,.-f
            .section __jump_table,"aw"
            .long 1b-., 2b-.
            .quad key-.
            """);
        ControlFlowGraph graph = code.GraphOf(code.Find("f")!);
        BasicBlock patched = Assert.Single(graph.Blocks, b => b.End == BlockEnd.PatchedBranch);
        Assert.Equal(2, patched.Successors.Length);
        Assert.Equal(2, graph.Loops.Length);
    }

    [Fact]
    public void WarningsGoOnAndBugsDoNot()
    {
        ModuleCode code = MadeModule.OfAssembler("""
            .text
            .type f,@function
            f: test %edi,%edi
               je 3f
            1: ud2
               inc %eax
               ret
            3: ud2
            .size f,.-f
            .section __bug_table,"aw"
            .long 1b-., file-.
            .word 7, 1
            .long 3b-., file-.
            .word 8, 0
            """);
        ControlFlowGraph graph = code.GraphOf(code.Find("f")!);
        Assert.Equal([BlockEnd.Branch, BlockEnd.Return, BlockEnd.Trap], graph.Blocks.Select(b => b.End));
    }

    [Fact]
    public void FixupsElsewhereBelongToTheFunction()
    {
        ModuleCode code = MadeModule.OfAssembler("""
            .text
            .type f,@function
            f: xor %eax,%eax
            1: mov (%rdi),%edx
            2: ret
            .size f,.-f
            .type g,@function
            g: call panic
            .size g,.-g
            .section .fixup,"ax"
            3: mov $-14,%eax
               jmp 2b
            .section __ex_table,"a"
            .long 1b-., 3b-., 1
            """);
        Function function = code.Find("f")!;
        Assert.Equal(2, function.Ranges.Length);
        ControlFlowGraph graph = code.GraphOf(function);
        BasicBlock faulting = Assert.Single(graph.Blocks, b => b.End == BlockEnd.MayFault);
        Assert.Equal(2, faulting.Successors.Length);
        Assert.Equal([BlockEnd.MayFault, BlockEnd.Return, BlockEnd.Jump], graph.Blocks.Select(b => b.End));
        Assert.Equal(BlockEnd.NoReturnCall, Assert.Single(code.GraphOf(code.Find("g")!).Blocks).End);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RoomBeforeFunctionsIsNoFunction(bool symbols)
    {
        ModuleCode code = MadeModule.OfAssembler("""
            .macro function name, hash
            .p2align 4, 0x90
            .type __cfi_\name,@function
            __cfi_\name: .fill 11, 1, 0x90
            mov $\hash, %eax
            .size __cfi_\name,.-__cfi_\name
            .type \name,@function
            \name: endbr64
            mov %edi, %eax
            ret
            .size \name,.-\name
            .endm
            .text
            function one, 0x12345678
            function two, 0x23456789
            .data
            .quad one, two
            """);
        ModuleCode read = ModuleCode.Analyze(code.Image, symbols);
        Assert.Equal([code.Find("one")!.Entry, code.Find("two")!.Entry], read.Functions.Select(f => f.Entry));
        Assert.All(read.Functions, f => Assert.Equal(7UL, f.Size));
    }

    [Fact]
    public void ColdPartsBelongToTheirFunction()
    {
        ModuleCode code = MadeModule.OfC("gcc", """
            extern int *bad(void) __attribute__((cold)); extern int use(int *);
            int f(int *p, int n) { for (int i = 0; i < n; i++) { if (!p[i]) { p = bad(); use(p); } } return use(p); }
            __attribute__((cold, noinline)) int c(int *p) { return use(p) + 1; }
            int d(int *p) { return c(p) + 2; }
            int (*operations)(int *) = d;
            """);
        Function f = code.Find("f")!;
        Assert.Equal(["c", "d", "f"], code.Functions.Select(x => x.Name).Order());
        Assert.Equal(2, f.Ranges.Length);
        Assert.Equal(code.Functions.Select(x => (x.Entry, x.Ranges.Length)), ModuleCode.Analyze(code.Image, useSymbols: false).Functions.Select(x => (x.Entry, x.Ranges.Length)));
    }
}
