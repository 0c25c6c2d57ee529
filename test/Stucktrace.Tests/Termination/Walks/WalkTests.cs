using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats.Elf;
using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination;
using Stucktrace.Termination.Execution;
using Stucktrace.Termination.Live;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Termination.Walks;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Termination.Walks;

/// <summary>A walk that was written down is the run and nothing else: each step, each value, and where it repeats.</summary>
public class WalkTests
{
    static readonly Lazy<(ModuleCode Code, LoopStudy Study)> Founding = new(() =>
    {
        ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Open(Checkout.Sample("dirpro", "dirpro.ko"), _ => { })!));
        return (code, code.Functions.SelectMany(f => LoopAnalysis.Of(code, f)).Select(l => LoopStudy.Of(code, l)).OfType<LoopStudy>().Single(s => s.Endless is not null));
    });

    static LoopStudy Study => Founding.Value.Study;

    [Fact]
    public void TheFoundingWalkRepeatsWhereItSays()
    {
        ScenarioRow row = Study.Endless!;
        WalkTrace trace = Study.WalkOf(row)!;
        WalkRepeat repeat = trace.Repeat!;
        Assert.Equal(row.Outcome.Period, repeat.Rounds);
        Assert.Equal(repeat.To - repeat.From, repeat.Proof.Steps);
        Assert.True(ProofChecker.Check(repeat.Proof).IsAccepted);
        Assert.Equal(repeat.To + 1, trace.Steps);
        Assert.Equal(0, trace.LeftOut);
        // From the thread's own node the walk steps into the ring: the first round is none of the period.
        Assert.Equal(row.Outcome.FirstRound + 1, trace.At(repeat.From)!.Round);
        AssertSameStep(trace.At(repeat.From)!, trace.At(repeat.To)!);
        Assert.Equal(16 - repeat.Proof.Registers.Length, repeat.Excluded.Length);
        Assert.Null(trace.At(trace.Steps));
    }

    [Fact]
    public void EverySituationIsWhatItsRunDid()
    {
        foreach (ScenarioRow row in Study.Rows)
        {
            WalkTrace trace = Study.WalkOf(row)!;
            AssertIsRun(trace, row.Again!().Run);
            if (row.Outcome.Kind == OutcomeKind.Ends)
                Assert.Equal((row.Outcome.Steps, row.Outcome.Exit!.Value, (WalkRepeat?)null), (trace.Steps, trace.Code[trace.At(trace.Steps - 1)!.Code].Address, trace.Repeat));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(65)]
    [InlineData(3000)]
    public void ARingInADumpRepeatsAfterAsManyRoundsAsItHasNodes(int nodes)
    {
        (WalkTrace? trace, LiveOutcome outcome, ulong[] ring) = LongWalk.Record(nodes);
        Assert.Equal((0, nodes, outcome.Certificate!.Steps), (trace!.Repeat!.From, trace.Repeat.Rounds, trace.Repeat.To));
        Assert.Equal(WalkLimits.Default.MaxKeptSteps < trace.Steps, trace.LeftOut > 0);
        WalkStep first = trace.At(0)!;
        Assert.Equal(ring[0] + 16, first.Accesses.Single().Address);
        WalkBranch branch = trace.At(1)!.Branch!.Value;
        Assert.Equal((false, 7UL, 1000UL), (branch.IsTaken, branch.Left, branch.Right));
        AssertSameStep(first, trace.At(trace.Repeat.To)!);
    }

    [Fact]
    public void AWalkOfAHundredThousandNodesIsKeptInPart()
    {
        (WalkTrace? trace, _, ulong[] ring) = LongWalk.Record(100_000);
        Assert.Equal((100_000, WalkLimits.Default.MaxKeptSteps), (trace!.Repeat!.Rounds, trace.Segments.Sum(s => s.Steps.Length)));
        Assert.Equal(2, trace.Segments.Length);
        // The second part begins with the registers that the left-out steps made.
        WalkStep load = trace.Segments[1].Steps.First(s => s.Registers.Any(r => r.Index == 3));
        Assert.Equal(trace.Segments[1].Registers[3].Value + 8, load.Accesses.Single().Address);
        Assert.Contains(trace.Segments[1].Registers[3].Value, ring);
    }

    [Fact]
    public void ARunIsRecordedUpToItsLimitAndNotBeyond()
    {
        (WalkTrace? _, LiveOutcome outcome, ulong[] _) = LongWalk.Record(65);
        Assert.NotNull(LongWalk.Record(65, new WalkLimits { MaxRunSteps = outcome.Steps }).Trace);
        Assert.Null(LongWalk.Record(65, new WalkLimits { MaxRunSteps = outcome.Steps - 1 }).Trace);
        ScenarioRow ends = Study.Rows.First(r => r.Outcome.Kind == OutcomeKind.Ends);
        Assert.NotNull(Study.WalkOf(ends, new WalkLimits { MaxRunSteps = ends.Outcome.Steps }));
        Assert.Null(Study.WalkOf(ends, new WalkLimits { MaxRunSteps = ends.Outcome.Steps - 1 }));
    }

    [Fact]
    public void StepsAreKeptUpToTheirLimitAndTheRestIsCounted()
    {
        long steps = LongWalk.Record(65).Trace!.Steps;
        Assert.Equal(0, LongWalk.Record(65, new WalkLimits { MaxKeptSteps = (int)steps + 1 }).Trace!.LeftOut);
        WalkTrace part = LongWalk.Record(65, new WalkLimits { MaxKeptSteps = (int)steps - 3 }).Trace!;
        Assert.Equal(4, part.LeftOut);
        Assert.Null(part.At(part.Segments[1].First - 1));
        Assert.NotNull(part.At(part.Segments[1].First));
    }

    [Fact]
    public void AnArrowIsAStepThatWasTaken()
    {
        WalkTrace trace = Study.WalkOf(Study.Endless!)!;
        for (int i = 0; i + 1 < trace.Steps; i++)
        {
            WalkStep step = trace.At(i)!;
            Assert.Equal(trace.Code[trace.At(i + 1)!.Code].Address, step.Next);
            if (step.Branch is { } branch)
                Assert.Equal(branch.IsTaken ? trace.Code[step.Code].Instruction.NearBranchTarget : trace.Code[step.Code].Instruction.NextIP, step.Next);
        }
    }

    // The same run once more, without the recorder: each step is at its address, each register and word is what the machine holds.
    static void AssertIsRun(WalkTrace trace, ModuleRun run)
    {
        List<MemoryAccess> accesses = [];
        run.Memory.Observer = accesses.Add;
        KnownValue[] told = [.. trace.Segments[0].Registers];
        foreach (WalkStep step in trace.Segments.Single().Steps)
        {
            Assert.Equal(trace.Code[step.Code].Address, run.Ip);
            accesses.Clear();
            _ = run.Step();
            foreach (WalkRegister register in step.Registers)
                told[register.Index] = register.Value;
            Assert.Equal(run.State.Registers, told);
            Assert.Equal(accesses, step.Accesses);
            Assert.Equal(run.Ip, step.Next);
        }
    }

    static void AssertSameStep(WalkStep one, WalkStep other)
    {
        Assert.Equal((one.Code, one.Flags, one.Branch, one.Next), (other.Code, other.Flags, other.Branch, other.Next));
        Assert.Equal(one.Accesses, other.Accesses);
        Assert.Equal(one.Registers, other.Registers);
    }
}
