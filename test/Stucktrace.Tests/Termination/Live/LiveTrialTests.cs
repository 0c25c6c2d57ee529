using System.Collections.Frozen;
using System.Diagnostics;
using Iced.Intel;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Termination;
using Stucktrace.Termination.Execution;
using Stucktrace.Termination.Live;
using Stucktrace.Tests.Termination.Walks;
using static Iced.Intel.AssemblerRegisters;

namespace Stucktrace.Tests.Termination.Live;

/// <summary>Code and memory made by hand, run from a CPU's state: each verdict, and what it must never be.</summary>
public class LiveTrialTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(65)]
    [InlineData(3000)]
    public void ARingIsNeverLeft(int nodes)
    {
        HandMade machine = new(LongWalk.Code);
        ulong[] ring = machine.Ring(nodes, 64);
        LiveOutcome outcome = machine.Run(r => (r[3], r[7]) = (ring[0], 7));
        Assert.Equal((LiveVerdict.NeverEnds, nodes), (outcome.Verdict, outcome.Period));
        Assert.True(ProofChecker.Check(outcome.Certificate!).IsAccepted);
        Assert.Equal(nodes, FollowedPointer.Find(outcome.Loads)!.Links.Length);
    }

    [Fact]
    public void AWalkThatFindsWhatItLooksForEnds()
    {
        HandMade machine = new(LongWalk.Code);
        ulong[] ring = machine.Ring(65, 64);
        LiveLoop loop = new(HandMade.CodeAt, Enumerable.Range(0, 15).Select(i => HandMade.CodeAt + (ulong)i).ToFrozenSet());
        LiveOutcome outcome = machine.Run(r => (r[3], r[7]) = (ring[0], 1040), loop: loop);
        Assert.Equal(LiveVerdict.Ends, outcome.Verdict);
        Assert.Equal(HandMade.CodeAt + 4, outcome.Exit);
        Assert.Null(outcome.Certificate);
    }

    [Fact]
    public void APageThatIsMissingIsNamed()
    {
        for (int missing = 0; missing < 20; missing++)
        {
            HandMade machine = new(LongWalk.Code);
            ulong[] ring = machine.Ring(20);
            machine.Absent.Add(ring[missing], MemoryState.Excluded);
            LiveOutcome outcome = machine.Run(r => (r[3], r[7]) = (ring[3], 7));
            Assert.Equal((LiveVerdict.Unknown, ring[missing], MemoryState.Excluded), (outcome.Verdict, outcome.Missing!.Value.Page, outcome.Missing.Value.State));
        }
    }

    [Theory]
    [InlineData(MemoryState.Damaged, LiveVerdict.Unknown)]
    [InlineData(MemoryState.NoSuchMemory, LiveVerdict.Unknown)]
    [InlineData(MemoryState.Unmapped, LiveVerdict.Faults)]
    public void WhatIsThereAndCanNotBeReadIsNotWhatIsNotThere(MemoryState state, LiveVerdict verdict)
    {
        HandMade machine = new(LongWalk.Code);
        ulong[] ring = machine.Ring(20);
        machine.Absent.Add(ring[7], state);
        Assert.Equal(verdict, machine.Run(r => (r[3], r[7]) = (ring[0], 7)).Verdict);
    }

    [Fact]
    public void MemoryOfAProcessIsNotTheKernelsAffair()
    {
        HandMade machine = new(LongWalk.Code);
        LiveOutcome outcome = machine.Run(r => (r[3], r[7]) = (0x7f00_0000_1000, 7));
        Assert.Equal((LiveVerdict.Unknown, 0x7f00_0000_1000UL), (outcome.Verdict, outcome.Missing!.Value.Page));
    }

    [Fact]
    public void ACounterBesideTheLoopHidesNothing()
    {
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel();
            a.Label(ref loop);
            a.inc(rcx);
            a.inc(__qword_ptr[r8]);
            a.add(r9, __qword_ptr[rbx + 16]);
            a.mov(rbx, __qword_ptr[rbx + 8]);
            a.cmp(rbx, rdx);
            a.jne(loop);
            a.ret();
        });
        ulong[] ring = machine.Ring(40, 64);
        machine.Word(HandMade.HeapAt + 0x10000, 5);
        LiveOutcome outcome = machine.Run(r => (r[3], r[8]) = (ring[0], HandMade.HeapAt + 0x10000));
        Assert.Equal((LiveVerdict.NeverEnds, 40), (outcome.Verdict, outcome.Period));
    }

    [Fact]
    public void ACounterThatDecidesIsNoRepetition()
    {
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel();
            a.Label(ref loop);
            a.inc(__qword_ptr[r8]);
            a.cmp(__qword_ptr[r8], rdi);
            a.jne(loop);
            a.ret();
        });
        machine.Word(HandMade.HeapAt, 5);
        LiveOutcome outcome = machine.Run(r => (r[8], r[7]) = (HandMade.HeapAt, 1UL << 60), limits: new LiveLimits { MaxSteps = 300_000 });
        Assert.Equal((LiveVerdict.Unknown, StopKind.Budget), (outcome.Verdict, outcome.Stop!.Kind));
    }

    [Fact]
    public void AStateInMemoryRepeatsToo()
    {
        // An index that goes round 0…6 in memory, and a way through the loop that depends on it.
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel(), small = a.CreateLabel();
            a.Label(ref loop);
            a.mov(rax, __qword_ptr[r8]);
            a.inc(rax);
            a.cmp(rax, 7);
            a.jb(small);
            a.xor(eax, eax);
            a.Label(ref small);
            a.mov(__qword_ptr[r8], rax);
            a.jmp(loop);
        });
        machine.Word(HandMade.HeapAt, 3);
        LiveOutcome outcome = machine.Run(r => r[8] = HandMade.HeapAt);
        Assert.Equal((LiveVerdict.NeverEnds, 7), (outcome.Verdict, outcome.Period));
    }

    [Fact]
    public void ACpuInAHelperIsFollowedBackToTheLoop()
    {
        ulong helper = 0;
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel(), called = a.CreateLabel(), thunk = a.CreateLabel(), target = a.CreateLabel();
            a.Label(ref loop);
            a.call(called);
            a.mov(rbx, __qword_ptr[rbx + 8]);
            a.test(rbx, rbx);
            a.jne(loop);
            a.Label(ref called);
            a.nop();
            a.lea(rax, __[target]);
            a.jmp(thunk);
            a.Label(ref thunk);
            a.call(a.@F);
            a.int3();
            a.AnonymousLabel();
            a.mov(__qword_ptr[rsp], rax);
            a.ret();
            a.Label(ref target);
            a.ret();
        });
        ulong[] ring = machine.Ring(9, 64);
        helper = HandMade.CodeAt + 5 + 4 + 3 + 2;
        machine.Word(HandMade.StackTop - 0x100, HandMade.CodeAt + 5);
        LiveOutcome outcome = machine.Run(r => r[3] = ring[0], start: helper);
        Assert.Equal((LiveVerdict.NeverEnds, 9), (outcome.Verdict, outcome.Period));
        Assert.Equal([HandMade.CodeAt + 5], outcome.Left.Select(l => l.To));
    }

    static HandMade Ticks(bool decides) => Named(new(a =>
    {
        Label loop = a.CreateLabel();
        a.Label(ref loop);
        a.mov(rax, __qword_ptr[r8]);
        a.sub(rax, rbx);
        if (!decides)
            a.test(rdi, rdi);
        a.js(loop);
        a.ret();
    }));

    static HandMade Named(HandMade machine)
    {
        machine.Word(HandMade.HeapAt, 1_000_000);
        machine.Names.Add((HandMade.HeapAt, 8, "jiffies"));
        return machine;
    }

    [Fact]
    public void ALoopThatWaitsForTheTimeIsNotEndless()
    {
        LiveOutcome outcome = Ticks(decides: true).Run(r => (r[8], r[3]) = (HandMade.HeapAt, 1_002_500));
        Assert.Equal(LiveVerdict.WaitsForClock, outcome.Verdict);
        Assert.Equal("jiffies", Assert.Single(outcome.Clocks).Name);
        ProofVerdict verdict = ProofChecker.Check(outcome.Certificate!);
        Assert.False(verdict.IsAccepted);
        Assert.Contains("jiffies", verdict.Reason, StringComparison.Ordinal);
        Assert.True(ProofChecker.CheckFrozen(outcome.Certificate!).IsAccepted);
    }

    [Theory]
    [InlineData(1_000_001UL, 1UL)]
    [InlineData(1_002_500UL, 2500UL)]
    public void TheTicksThatAreLeftAreCounted(ulong deadline, ulong left)
    {
        HandMade machine = Ticks(decides: true);
        LiveRun Again() => machine.Prepare(r => (r[8], r[3]) = (HandMade.HeapAt, deadline));
        FrozenWord clock = Assert.Single(machine.Run(r => (r[8], r[3]) = (HandMade.HeapAt, deadline)).Clocks);
        Assert.Equal(left, new ClockDeadline(Again).Find(clock, HandMade.CodeAt + 6));
        Assert.Null(new ClockDeadline(Again).Find(clock with { Address = HandMade.HeapAt + 64 }, HandMade.CodeAt + 6));
    }

    [Fact]
    public void ALoopThatReadsTheTimeAndDoesNotWaitForItIs()
    {
        LiveOutcome outcome = Ticks(decides: false).Run(r => (r[8], r[3], r[7]) = (HandMade.HeapAt, 1_002_500, ulong.MaxValue));
        Assert.Equal(LiveVerdict.NeverEnds, outcome.Verdict);
        Assert.DoesNotContain(outcome.Certificate!.Frozen, w => w.Name == "jiffies");
        Assert.True(ProofChecker.Check(outcome.Certificate).IsAccepted);
    }

    [Fact]
    public void TheTimeStampCounterIsToldAsWhatIsMissing()
    {
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel();
            a.Label(ref loop);
            a.rdtsc();
            a.cmp(eax, ebx);
            a.jb(loop);
            a.ret();
        });
        LiveOutcome outcome = machine.Run(r => r[3] = 1000);
        Assert.Equal((LiveVerdict.Unknown, StopKind.UnknownBranch, "rdtsc"), (outcome.Verdict, outcome.Stop?.Kind, outcome.Outside?.What));
    }

    [Theory]
    [InlineData(200, LiveVerdict.NeverEnds)]
    [InlineData(40, LiveVerdict.Unknown)]
    public void NoMorePagesAreWrittenThanTheLimit(int most, LiveVerdict verdict)
    {
        // Writes into each of 64 pages, round and round.
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel();
            a.Label(ref loop);
            a.mov(__qword_ptr[rbx + 16], rdi);
            a.mov(rbx, __qword_ptr[rbx + 8]);
            a.test(rbx, rbx);
            a.jne(loop);
            a.ret();
        });
        ulong[] ring = machine.Ring(64);
        LiveOutcome outcome = machine.Run(r => r[3] = ring[0], limits: new LiveLimits { MaxPages = most });
        Assert.Equal((verdict, verdict == LiveVerdict.Unknown ? StopKind.RefusedStore : null), (outcome.Verdict, outcome.Stop?.Kind));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(30, false)]
    public void WhatDecidesIsLookedForWithinTheLimits(int most, bool complete)
    {
        HandMade machine = new(LongWalk.Code);
        ulong[] ring = machine.Ring(40, 64);
        Certificate proof = machine.Run(r => (r[3], r[7]) = (ring[0], 7)).Certificate!;
        Assert.Equal(80, proof.Frozen.Length);
        DecidingWords words = DecidingWords.Of(proof, new LiveLimits { MaxReleaseWords = most });
        Assert.Equal((complete, Math.Min(most, 80)), (words.IsComplete, words.Words.Length));
        Assert.False(DecidingWords.Of(proof, new LiveLimits { MaxReleaseSteps = proof.Steps * 3 }).IsComplete);
        Assert.True(DecidingWords.Of(proof, new LiveLimits { MaxReleaseSteps = proof.Steps * 80 }).IsComplete);
    }

    [Fact]
    public void CallsWithoutEndAreBounded()
    {
        HandMade machine = new(a =>
        {
            Label again = a.CreateLabel();
            a.Label(ref again);
            a.call(again);
        });
        LiveOutcome outcome = machine.Run();
        Assert.Equal((LiveVerdict.Unknown, StopKind.TooDeep), (outcome.Verdict, outcome.Stop!.Kind));
    }

    [Fact]
    public void ReturnsWithoutEndAreBounded()
    {
        // A stack that is made of nothing but addresses of a return.
        HandMade machine = new(a => a.ret());
        for (ulong at = HandMade.StackTop - 0x1000; at < HandMade.StackTop + 0x1000; at += 8)
            machine.Word(at, HandMade.CodeAt);
        LiveOutcome outcome = machine.Run();
        Assert.Equal((LiveVerdict.Unknown, StopKind.TooDeep), (outcome.Verdict, outcome.Stop!.Kind));
    }

    [Fact]
    public void CodeThatChangesItselfIsNotProven()
    {
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel();
            a.Label(ref loop);
            a.mov(__byte_ptr[r8], 0x90);
            a.jmp(loop);
        });
        LiveOutcome outcome = machine.Run(r => r[8] = HandMade.CodeAt);
        Assert.Equal((LiveVerdict.Unknown, StopKind.RefusedStore), (outcome.Verdict, outcome.Stop!.Kind));
    }

    [Fact]
    public void AStoreThatReachesIntoTheCodeIsSeen()
    {
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel();
            a.Label(ref loop);
            a.mov(__qword_ptr[r8], rax);
            a.jmp(loop);
        });
        machine.Put(HandMade.CodeAt - 4096, 0);
        Assert.Equal(StopKind.RefusedStore, machine.Run(r => r[8] = HandMade.CodeAt - 7).Stop!.Kind);
        Assert.Equal(LiveVerdict.NeverEnds, machine.Run(r => r[8] = HandMade.CodeAt - 8).Verdict);
    }

    [Theory]
    [InlineData(0x246UL, LiveVerdict.NeverEnds)]
    [InlineData(0x206UL, LiveVerdict.Ends)]
    public void TheSavedFlagsDecideTheFirstBranch(ulong flags, LiveVerdict verdict)
    {
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel(), end = a.CreateLabel();
            a.jne(end);
            a.Label(ref loop);
            a.jmp(loop);
            a.Label(ref end);
            a.swapgs();
        });
        LiveOutcome outcome = machine.Run(flags: flags);
        Assert.Equal((verdict, verdict == LiveVerdict.Ends), (outcome.Verdict, outcome.ReachedUserMode));
    }

    [Fact]
    public void TheAreaOfTheCpuIsWhereTheDumpHasIt()
    {
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel();
            a.Label(ref loop);
            a.mov(rax, __qword_ptr.gs[0x1fbc0]);
            a.cmp(rax, rbx);
            a.je(loop);
            a.ret();
        });
        machine.Word(HandMade.CpuArea + 0x1fbc0, 77);
        LiveOutcome outcome = machine.Run(r => r[3] = 77);
        Assert.Equal(LiveVerdict.NeverEnds, outcome.Verdict);
        Assert.Equal(HandMade.CpuArea, outcome.Certificate!.PerCpuBase);
        Assert.Equal(HandMade.CpuArea + 0x1fbc0, Assert.Single(outcome.Certificate.Frozen).Address);
        Assert.False(ProofChecker.Check((outcome.Certificate with { PerCpuBase = 0xffff_8880_7e00_0000 }).Sealed()).IsAccepted);
    }

    [Fact]
    public void AFunctionThatGivesTheCpuAwayIsNotFollowed()
    {
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel();
            a.Label(ref loop);
            a.mov(rax, HandMade.HeapAt);
            a.call(rax);
            a.cmp(__byte_ptr[rbx], 0);
            a.je(loop);
            a.ret();
        });
        machine.Models = machine.Models.Add(HandMade.HeapAt, "schedule");
        machine.Word(HandMade.HeapAt + 0x1000, 0);
        LiveOutcome outcome = machine.Run(r => r[3] = HandMade.HeapAt + 0x1000);
        Assert.Equal((LiveVerdict.NeverEnds, true), (outcome.Verdict, outcome.GivesUpCpu));
        Assert.Equal("schedule", Assert.Single(outcome.Certificate!.Calls).Name);
    }

    [Fact]
    public void AHundredThousandNodesAreProvenInNoTime()
    {
        HandMade machine = new(LongWalk.Code);
        ulong[] ring = machine.Ring(100_000, 64);
        Stopwatch watch = Stopwatch.StartNew();
        LiveOutcome outcome = machine.Run(r => (r[3], r[7]) = (ring[0], 7));
        output.WriteLine($"{outcome.Steps:N0} instructions in {watch.ElapsedMilliseconds} ms");
        Assert.Equal((LiveVerdict.NeverEnds, 100_000), (outcome.Verdict, outcome.Period));
        // A debug build on a busy machine; the figure itself is the benchmark's affair.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    // local_irq_save, a test of what was saved as spin_unlock_irqrestore makes it, and a loop round it.
    static void SavesInterrupts(Assembler a)
    {
        Label loop = a.CreateLabel(), off = a.CreateLabel();
        a.Label(ref loop);
        a.pushfq();
        a.pop(rax);
        a.cli();
        a.test(rax, 0x200);
        a.je(off);
        a.sti();
        a.Label(ref off);
        a.cmp(__byte_ptr[rbx], 0);
        a.je(loop);
        a.ret();
    }

    [Theory]
    [InlineData(0x246UL, true)]
    [InlineData(0x046UL, false)]
    public void WhetherInterruptsAreOnIsPartOfTheState(ulong flags, bool on)
    {
        HandMade machine = new(SavesInterrupts);
        machine.Word(HandMade.HeapAt, 0);
        LiveOutcome outcome = machine.Run(r => r[3] = HandMade.HeapAt, flags: flags);
        Assert.Equal((LiveVerdict.NeverEnds, on), (outcome.Verdict, outcome.Certificate!.Interrupts));
        Assert.False(ProofChecker.Check((outcome.Certificate with { Interrupts = null }).Sealed()).IsAccepted);
    }
}
