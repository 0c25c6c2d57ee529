using System.Diagnostics;
using System.Text.Json;
using Stucktrace.Code;
using Stucktrace.Machine.Memory;
using Stucktrace.Reporting.Json;
using Stucktrace.Termination;
using Stucktrace.Termination.Execution;
using Stucktrace.Tests.Graphs;

namespace Stucktrace.Tests.Termination;

/// <summary>Code and certificates made to exhaust the machine get a bounded answer.</summary>
public class HostileCodeTests
{
    [Theory]
    [InlineData("void f(void) { for (volatile unsigned long i = 1; i; i++) ; }", StopKind.Budget)]
    [InlineData("void *memset(void *, int, unsigned long); char b[65536]; unsigned long f(void) { unsigned long i = 1; while (i) { memset(b, (int)i, 65536); i = i * 3 + b[0]; } return i; }", StopKind.Budget)]
    [InlineData("unsigned long f(unsigned long x) { unsigned long *p = (void *)0xffff888000000000; for (;;) { *p = x; p += 1021; if (!p) return 0; } }", StopKind.RefusedStore)]
    [InlineData("int g(int); __attribute__((noinline)) int h(int x) { volatile int y = g(x + 1); return y + 1; } __attribute__((noinline)) int g(int x) { volatile int y = h(x); return y + 1; } int f(void) { volatile int s = 0; for (;;) { s += g(1); if (s == 3) return s; } }", StopKind.TooDeep)]
    [InlineData("void f(void) { volatile unsigned char *p = (void *)f; for (;;) { p[3]++; if (p[3] == 9) return; } }", StopKind.RefusedStore)]
    public void CodeThatWantsMoreThanThereIsIsBounded(string source, StopKind expected)
    {
        ModuleCode code = MadeModule.OfC("gcc", source, "-fno-inline", "-fno-optimize-sibling-calls", "-fno-tree-loop-distribute-patterns");
        Function function = code.Find("f")!;
        ControlFlowGraph graph = code.GraphOf(function);
        Stopwatch watch = Stopwatch.StartNew();
        TrialLimits limits = new() { MaxSteps = 2_000_000 };
        SparseMemory memory = new(limits.MaxPages);
        ModuleMemory.Load(code.Image, memory);
        ModuleRun run = new(code, memory);
        run.State.Registers[4] = 0xffff_c900_0010_0000;
        run.State.Registers[7] = 7;
        run.Call(function);
        LoopOutcome outcome = new LoopTrial(run, code, graph, graph.Loops[0], limits).Run();
        Assert.Equal((OutcomeKind.Unknown, expected), (outcome.Kind, outcome.Stop?.Kind));
        Assert.True(watch.Elapsed.TotalSeconds < 30, $"{watch.Elapsed}");
    }

    [Fact]
    public void HostileCertificatesAreRejectedAndNothingIsThrown()
    {
        Certificate jump = new()
        {
            Head = 0x1000,
            Rounds = 1,
            Steps = 1,
            Registers = [],
            Frozen = [],
            Code = [new CertifiedInstruction(0x1000, "ebfe")],
            Calls = [],
        };
        Assert.True(ProofChecker.Check(jump.Sealed()).IsAccepted);
        Certificate[] hostile =
        [
            jump with { Steps = long.MaxValue, Rounds = long.MaxValue },
            jump with { Steps = -1 },
            jump with { Rounds = long.MinValue },
            jump with { Code = [new CertifiedInstruction(0x1000, "xyz")] },
            jump with { Code = [new CertifiedInstruction(0x1000, string.Empty)] },
            jump with { Code = [new CertifiedInstruction(0x1000, new string('9', 100_001))] },
            jump with { Code = [new CertifiedInstruction(ulong.MaxValue, "ebfe")], Head = ulong.MaxValue },
            jump with { Code = [new CertifiedInstruction(0x1000, "ebfe"), new CertifiedInstruction(0x1001, "fe00")] },
            jump with { Registers = [new CertifiedRegister(-1, 0)] },
            jump with { Registers = [new CertifiedRegister(16, 0)] },
            jump with { Registers = [new CertifiedRegister(int.MinValue, 0)] },
            jump with { Frozen = [new FrozenWord(ulong.MaxValue, 8, 0)] },
            jump with { Frozen = [new FrozenWord(0x2000, 3, 0)] },
            jump with { Frozen = [new FrozenWord(0x2000, int.MinValue, 0)] },
            jump with { Frozen = [new FrozenWord(0x2000, 8, 0), new FrozenWord(0x2001, 8, 1)] },
            jump with { Calls = [new CertifiedCall(0x1000, "memset")] },
            jump with { Code = [new CertifiedInstruction(0x1000, "f7f1")] },
            jump with { Code = [new CertifiedInstruction(0x1000, "0f0b")] },
        ];
        Assert.All(hostile, h => Assert.False(ProofChecker.Check(h.Sealed()).IsAccepted));
    }

    [Fact]
    public void ACertificateOfEndlessWorkIsCutShort()
    {
        // A call of memset with 64 KB, over and over: mov edi,0x100000; mov ecx...; call; jmp.
        Certificate proof = new()
        {
            Head = 0x1000,
            Rounds = 10_000_000,
            Steps = 50_000_000,
            Registers = [],
            Frozen = [],
            Code =
            [
                new CertifiedInstruction(0x1000, "bf00001000"), new CertifiedInstruction(0x1005, "31f6"), new CertifiedInstruction(0x1007, "ba00000100"),
                new CertifiedInstruction(0x100c, "e8ef0f0000"), new CertifiedInstruction(0x1011, "ebed"),
            ],
            Calls = [new CertifiedCall(0x2000, "memset")],
        };
        ProofVerdict verdict = ProofChecker.Check(proof.Sealed());
        Assert.False(verdict.IsAccepted);
        Assert.Contains("more than a check may", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"head":"\ud800","rounds":1,"steps":1,"registers":[],"frozen":[],"code":[],"calls":[],"digest":""}""")]
    [InlineData("""{"head":"0x1","rounds":1e400,"steps":1,"registers":[],"frozen":[],"code":[],"calls":[],"digest":""}""")]
    [InlineData("""{"head":"0x1","rounds":1,"steps":1,"registers":[{"index":99999999999,"value":"0x1"}],"frozen":[],"code":[],"calls":[],"digest":""}""")]
    [InlineData("""{"head":"0x1","rounds":1,"steps":1,"registers":7,"frozen":{},"code":null,"calls":[],"digest":""}""")]
    [InlineData("""{"head":"0xfffffffffffffffff","rounds":1,"steps":1,"registers":[],"frozen":[],"code":[],"calls":[],"digest":""}""")]
    [InlineData("[]")]
    public void ACertificateThatIsNoneIsNotRead(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        Assert.Null(CertificateJson.Read(document.RootElement));
    }
}
