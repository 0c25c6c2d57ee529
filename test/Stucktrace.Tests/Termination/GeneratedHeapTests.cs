using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination;
using Stucktrace.Termination.Execution;
using Stucktrace.Tests.Termination.Heaps;

namespace Stucktrace.Tests.Termination;

/// <summary>
/// Walks of our own, made by two compilers at three levels, executed on generated heaps; what each truly does there says a simulation in plain C#. The
/// long run is <c>STUCKTRACE_HEAP_COUNT=20000</c>.
/// </summary>
public class GeneratedHeapTests
{
    const int Ordinary = 1500;

    static int Count => int.TryParse(Environment.GetEnvironmentVariable("STUCKTRACE_HEAP_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : Ordinary;

    [Fact]
    public void EveryVerdictIsRightAndNoneIsWrong()
    {
        ImmutableArray<(string Build, ModuleCode Code)> modules = WalkModules.All();
        Assert.SkipWhen(modules.IsEmpty, "needs gcc or clang, and ld");
        Random random = new(4);
        HeapGenerator generator = new(random);
        string[] walks = [.. WalkTruth.All.Keys];
        Tally tally = new();
        for (int i = 0; i < Count; i++)
        {
            (string build, ModuleCode code) = modules[random.Next(modules.Length)];
            WalkCase made = generator.Next(walks[i % walks.Length], Size(random, i));
            (WalkEnd truth, bool freed) = WalkTruth.Of(made.Walk, made.Heap, made.First, made.Key, made.Limit);
            LoopOutcome found = Run(code, new PlacedHeap(made, random, new SparseMemory(200_000)), null);
            tally.Add($"{made}, {build}", truth, freed, found);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(tally.ToString());
        Assert.True(tally.Wrong.Count == 0, string.Join('\n', tally.Wrong.Take(30)));
        Assert.True(tally.NotTold.Count == 0, string.Join('\n', tally.NotTold.Take(30)));
    }

    [Fact]
    public void AWriteWhileTheLoopRunsNeverLeavesTheVerdictOfTheOldHeap()
    {
        ImmutableArray<(string Build, ModuleCode Code)> modules = WalkModules.All();
        Assert.SkipWhen(modules.IsEmpty, "needs gcc or clang, and ld");
        Random random = new(5);
        HeapGenerator generator = new(random);
        string[] walks = [.. WalkTruth.All.Keys.Where(w => w is not "index_find")];
        Dictionary<OutcomeKind, int> counts = [];
        for (int i = 0; i < Count / 3; i++)
        {
            (string build, ModuleCode code) = modules[random.Next(modules.Length)];
            WalkCase made = generator.Next(walks[i % walks.Length], random.Next(1, 20));
            int item = random.Next(made.Heap.Count), next = random.Next(made.Heap.Count + 1) - 1;
            long step = random.Next(1, 40 * made.Heap.Count);
            PlacedHeap placed = new(made, random, new SparseMemory(200_000));
            LoopOutcome found = Run(code, placed, (step, () => placed.WriteNext(item, next)));
            HashSet<WalkEnd> possible = Possible(made, item, next);
            counts[found.Kind] = counts.GetValueOrDefault(found.Kind) + 1;
            bool isRight = found.Kind == OutcomeKind.Unknown || possible.Contains(Tally.EndOf(found.Kind));
            Assert.True(isRight, $"{made}, {build}, {item} -> {next} at step {step}: {found.Kind}, not {string.Join(" or ", possible)}");
            foreach (FrozenWord word in found.Certificate?.Frozen ?? [])
                Assert.True(placed.Memory.Read(word.Address, word.Bytes, out ulong now) != MemoryAnswer.NotInInput && now == word.Value, $"{made}, {build}: the certificate is of the old heap");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}")));
    }

    [Fact]
    public void ACertificateDoesNotSurviveAWriteThatEndsTheLoop()
    {
        ImmutableArray<(string Build, ModuleCode Code)> modules = WalkModules.All();
        Assert.SkipWhen(modules.IsEmpty, "needs gcc or clang, and ld");
        Random random = new(6);
        HeapGenerator generator = new(random);
        string[] walks = ["chain_length", "chain_find", "chain_stamp", "chain_asks", "chain_name", "ring_length", "ring_find", "ring_start", "ring_count"];
        int tried = 0;
        for (int i = 0; i < Count; i++)
        {
            (string build, ModuleCode code) = modules[random.Next(modules.Length)];
            WalkCase made = generator.Next(walks[i % walks.Length], random.Next(1, 30));
            PlacedHeap placed = new(made, random, new SparseMemory(200_000));
            if (Run(code, placed, null).Certificate is not { } proof)
                continue;
            int item = random.Next(made.Heap.Count), next = random.Next(made.Heap.Count + 1) - 1;
            ListHeap changed = made.Heap.Clone();
            changed.Next[item] = next;
            placed.WriteNext(item, next);
            ImmutableArray<FrozenWord> now = [.. proof.Frozen.Select(w => w with { Value = placed.Memory.Read(w.Address, w.Bytes, out ulong value) == MemoryAnswer.NotInInput ? 0 : value })];
            if (now.SequenceEqual(proof.Frozen) || WalkTruth.Of(made.Walk, changed, made.First, made.Key, made.Limit).End == WalkEnd.NeverEnds)
                continue;
            tried++;
            Assert.False(ProofChecker.Check((proof with { Frozen = now }).Sealed()).IsAccepted, $"{made}, {build}, {item} -> {next}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{tried} certificates");
        Assert.True(tried > Count / 100);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 7)]
    [InlineData(5, 3)]
    [InlineData(40, 25)]
    public void PeriodAndFirstRoundAreThoseOfTheHeap(int tail, int ring)
    {
        ListHeap heap = new(tail + ring);
        for (int i = 0; i < heap.Count; i++)
            heap.Next[i] = i + 1 < heap.Count ? i + 1 : tail;
        foreach ((string build, ModuleCode code) in WalkModules.All())
        {
            foreach (string walk in (string[])["chain_length", "chain_find", "chain_stamp", "chain_asks"])
            {
                LoopOutcome found = Run(code, new PlacedHeap(new WalkCase(walk, "rho", heap, 0, 99, 0), new Random(1), new SparseMemory(1000)), null);
                Assert.Equal(OutcomeKind.NeverEnds, found.Kind);
                Assert.Equal(ring, found.Period);

                // A compiler may put the head of the loop before or after the step, and leave something else in a register before the first round.
                Assert.True(found.FirstRound >= tail - 1 && found.FirstRound <= tail + 1, $"{walk} {build}: repeats from round {found.FirstRound}, not {tail}");
            }
        }
    }

    // The ends with the write done before any of the rounds, or not at all.
    static HashSet<WalkEnd> Possible(WalkCase made, int item, int next)
    {
        HashSet<WalkEnd> possible = [WalkTruth.Of(made.Walk, made.Heap, made.First, made.Key, made.Limit).End];
        ListHeap changed = made.Heap.Clone();
        changed.Next[item] = next;
        possible.Add(WalkTruth.Of(made.Walk, changed, made.First, made.Key, made.Limit).End);
        for (int at = 0; at < 200; at++)
        {
            int left = at;
            possible.Add(WalkTruth.Of(made.Walk, made.Heap, made.First, made.Key, made.Limit, h =>
            {
                if (left-- == 0)
                    h.Next[item] = next;
            }).End);
        }

        return possible;
    }

    static int Size(Random random, int i) => i % 500 == 250 ? 100_000 : i % 50 == 49 ? random.Next(100, 3000) : random.Next(1, 40);

    // What the loops of the function say together.
    static LoopOutcome Run(ModuleCode code, PlacedHeap placed, (long Step, Action Write)? writer)
    {
        Function function = code.Find(placed.Case.Walk)!;
        ControlFlowGraph graph = code.GraphOf(function);
        List<LoopOutcome> outcomes = [];
        foreach (NaturalLoop loop in graph.Loops)
        {
            PlacedHeap own = outcomes.Count == 0 ? placed : new PlacedHeap(placed.Case, new Random(1), new SparseMemory(200_000));
            ModuleRun run = own.Begin(code, function);
            if (writer is { } write && outcomes.Count == 0)
            {
                run.InstructionObserver = _ =>
                {
                    if (run.Steps == write.Step)
                        write.Write();
                };
            }

            outcomes.Add(new LoopTrial(run, code, graph, loop, new TrialLimits { MaxSteps = 100_000 + (400L * placed.Case.Heap.Count) }).Run());
        }

        return outcomes.Find(o => o.Kind == OutcomeKind.NeverEnds) ?? outcomes.Find(o => o.Kind == OutcomeKind.Faults)
            ?? outcomes.Find(o => o.Kind == OutcomeKind.Unknown) ?? outcomes.Find(o => o.Kind == OutcomeKind.Ends) ?? outcomes[0];
    }
}
