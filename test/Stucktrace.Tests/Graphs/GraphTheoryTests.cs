using Stucktrace.Code;
using Stucktrace.Formats;

namespace Stucktrace.Tests.Graphs;

/// <summary>Dominators and loops against their definitions, on graphs at random, and on crafted ones that are hard for common methods.</summary>
public class GraphTheoryTests
{
    [Fact]
    public void DominatorsAreTheBlocksWhoseLossCutsABlockOff()
    {
        var random = new Random(20261122);
        for (int round = 0; round < 300; round++)
        {
            int n = random.Next(1, 24);
            ControlFlowGraph graph = SyntheticGraph.Random(random, n, random.Next(2 * n));
            for (int without = 0; without < n; without++)
            {
                bool[] reached = Reached(graph, 0, without);
                for (int block = 0; block < n; block++)
                    Assert.Equal(!reached[block] || block == without, graph.Dominators.Dominates(without, block));
            }

            for (int block = 1; block < n; block++)
            {
                int immediate = graph.Dominators.ImmediateOf(block);
                Assert.True(immediate != block && graph.Dominators.Dominates(immediate, block));
                Assert.All(Enumerable.Range(0, n), other => Assert.True(other == block || !graph.Dominators.Dominates(other, block) || graph.Dominators.Dominates(other, immediate)));
            }
        }
    }

    [Fact]
    public void LoopsAreWhatTheirHeaderDominatesAndIsReachedFrom()
    {
        var random = new Random(7);
        int natural = 0, irreducible = 0;
        for (int round = 0; round < 600; round++)
        {
            int n = random.Next(2, 20);
            ControlFlowGraph graph = SyntheticGraph.Random(random, n, random.Next(n));
            foreach (NaturalLoop loop in graph.Loops)
            {
                irreducible += loop.IsIrreducible ? 1 : 0;
                Assert.Equal(loop.Header, loop.Blocks[0]);
                Assert.All(Enumerable.Range(0, n), b => Assert.Equal(loop.Blocks.Contains(b), loop.Contains(b)));
                Assert.All(loop.Latches, latch => Assert.True(loop.Contains(latch) && graph.Blocks[latch].Successors.Contains(loop.Header)));
                Assert.True(loop.Parent is null || (loop.Blocks.All(loop.Parent.Contains) && loop.Depth == loop.Parent.Depth + 1));
                Assert.Equal(
                    loop.Blocks.SelectMany(b => graph.Blocks[b].Successors.Where(s => !loop.Contains(s)).Select(s => (b, s))).Order(),
                    loop.Exits.Select(e => (e.FromBlock, e.ToBlock)).Order());
                bool entered = loop.Blocks.Any(b => b != loop.Header && graph.Blocks[b].Predecessors.Any(p => !loop.Contains(p)));
                Assert.Equal(entered, loop.IsIrreducible);
                if (loop.IsIrreducible)
                    continue;
                natural++;
                Assert.Equal(Natural(graph, loop.Header), loop.Blocks.Order());
            }

            foreach (BasicBlock block in graph.Blocks)
                Assert.All(block.Successors.Where(s => graph.Dominators.Dominates(s, block.Id)), header => Assert.Contains(graph.Loops, l => l.Header == header));
        }

        Assert.True(natural > 500 && irreducible > 100);
    }

    [Fact]
    public void EveryCycleLiesInALoop()
    {
        var random = new Random(99);
        for (int round = 0; round < 400; round++)
        {
            int n = random.Next(2, 16);
            ControlFlowGraph graph = SyntheticGraph.Random(random, n, random.Next(2 * n));
            for (int block = 0; block < n; block++)
            {
                bool cyclic = graph.Blocks[block].Successors.Any(s => Reached(graph, s, -1)[block]);
                Assert.Equal(cyclic, graph.InnermostLoop(block) is not null);
            }
        }
    }

    [Theory]
    [InlineData(ReadLimits.MaxLoopDepth, true)]
    [InlineData(ReadLimits.MaxLoopDepth + 1, false)]
    public void LoopsAreNestedUpToALimit(int depth, bool complete)
    {
        // 0 → 1 → … → n, and each block is reached again from one behind all of them.
        List<(int, int)> edges = [];
        for (int i = 0; i < depth; i++)
        {
            edges.Add((i, i + 1));
            edges.Add((depth + i, depth - 1 - i));
            edges.Add((depth + i, depth + i + 1));
        }

        ControlFlowGraph graph = SyntheticGraph.Of((2 * depth) + 1, edges);
        Assert.Equal(complete, graph.AllLoopsFound);
        Assert.Equal(ReadLimits.MaxLoopDepth, graph.Loops.Length);
        Assert.Equal(ReadLimits.MaxLoopDepth, graph.Loops.Max(l => l.Depth));
    }

    [Fact]
    public void CraftedGraphsTakeNoLongerThanTheirSize()
    {
        // A ladder that makes Cooper, Harvey and Kennedy's method quadratic, a deep nest of loops, and a nest of irreducible ones: minutes if any step is.
        const int Size = 100_000;
        List<(int, int)> ladder = [], nest = [], tangle = [];
        for (int i = 0; i + 1 < Size; i++)
        {
            ladder.Add((i, i + 1));
            ladder.Add((Size - 1 - i, Math.Max(0, Size - 2 - i)));
            nest.Add((i, i + 1));
            if (i > Size / 2)
                nest.Add((i, Size - i));
            tangle.Add((i, i + 1));
            tangle.Add((i, Math.Min(Size - 1, i + 2)));
            tangle.Add((i, i / 2));
        }

        foreach (List<(int, int)> edges in (List<(int, int)>[])[ladder, nest, tangle])
        {
            ControlFlowGraph graph = SyntheticGraph.Of(Size, edges);
            Assert.True(graph.Dominators.Dominates(0, Size - 1));
            Assert.NotEmpty(graph.Loops);
            _ = graph.Loops.Sum(l => l.Exits.Length);
        }
    }

    static bool[] Reached(ControlFlowGraph graph, int from, int without)
    {
        bool[] reached = new bool[graph.Blocks.Length];
        Stack<int> work = new();
        if (from != without)
            work.Push(from);
        while (work.TryPop(out int block))
        {
            if (reached[block])
                continue;
            reached[block] = true;
            foreach (int successor in graph.Blocks[block].Successors)
            {
                if (successor != without)
                    work.Push(successor);
            }
        }

        return reached;
    }

    // The header, and what it dominates from which it is reached again without leaving what it dominates.
    static IEnumerable<int> Natural(ControlFlowGraph graph, int header)
    {
        HashSet<int> body = [header];
        Stack<int> work = new();
        work.Push(header);
        while (work.TryPop(out int block))
        {
            foreach (int predecessor in graph.Blocks[block].Predecessors)
            {
                if (graph.Dominators.Dominates(header, predecessor) && body.Add(predecessor))
                    work.Push(predecessor);
            }
        }

        return body.Order();
    }
}
