using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Stucktrace.Formats;

namespace Stucktrace.Code;

/// <summary>
/// All loops of a graph and how they are nested, by Havlak's method ("Nesting of reducible and irreducible loops", 1997): headers in reverse order of
/// the depth-first walk, each collecting the blocks that reach its back edges, with loops already found shrunk to their header by union-find. The
/// blocks are then ordered so that those of each loop lie side by side.
/// </summary>
sealed class LoopForest
{
    readonly int[] _position;
    readonly NaturalLoop?[] _innermost;

    LoopForest(ImmutableArray<NaturalLoop> loops, int[] position, NaturalLoop?[] innermost, bool isComplete)
    {
        Loops = loops;
        _position = position;
        _innermost = innermost;
        IsComplete = isComplete;
    }

    internal ImmutableArray<NaturalLoop> Loops { get; }

    internal bool IsComplete { get; }

    internal int PositionOf(int block) => _position.Length == 0 ? -1 : _position[block];

    internal NaturalLoop? InnermostOf(int block) => _innermost.Length == 0 ? null : _innermost[block];

    internal static LoopForest Of(ControlFlowGraph graph)
    {
        // Most functions have no loop: no retreating edge, nothing to do.
        LoopNesting? nesting = LoopNesting.Of(graph);
        return nesting is null ? new LoopForest([], [], [], true) : Build(graph, nesting);
    }

    static LoopForest Build(ControlFlowGraph graph, LoopNesting nesting)
    {
        int n = graph.Blocks.Length;
        int[] header = nesting.HeaderOf;
        bool[] isHeader = nesting.IsHeader;

        // Children of each header (n stands for the function), by block number.
        int[] firstChild = new int[n + 1], nextSibling = new int[n];
        Array.Fill(firstChild, -1);
        for (int block = n - 1; block >= 0; block--)
        {
            int around = header[block] < 0 ? n : header[block];
            nextSibling[block] = firstChild[around];
            firstChild[around] = block;
        }

        int[] order = new int[n], position = new int[n], stack = new int[n + 1], first = new int[n];
        var loops = new List<NaturalLoop>();
        var byHeader = new NaturalLoop?[n];
        var depthOf = new int[n];
        int placed = 0, depth = 0;
        bool complete = true;
        for (int outer = firstChild[n]; outer >= 0; outer = nextSibling[outer])
        {
            Place(outer, 0);
            while (depth > 0)
            {
                int open = stack[depth - 1];
                int child = firstChild[open];
                if (child >= 0)
                {
                    firstChild[open] = nextSibling[child];
                    Place(child, depthOf[open]);
                    continue;
                }

                depth--;
                if (depthOf[open] > ReadLimits.MaxLoopDepth)
                    complete = false;
                else
                    loops.Add(byHeader[open] = Loop(open));
            }
        }

        // A header is placed before the blocks of its loop.
        var innermost = new NaturalLoop?[n];
        foreach (int block in order)
        {
            NaturalLoop? around = header[block] < 0 ? null : innermost[header[block]];
            innermost[block] = byHeader[block] ?? around;
            byHeader[block]?.Parent = around;
        }

        return new LoopForest([.. loops], position, innermost, complete);

        void Place(int block, int around)
        {
            first[block] = placed;
            position[block] = placed;
            order[placed++] = block;
            if (!isHeader[block])
                return;
            depthOf[block] = around + 1;
            stack[depth++] = block;
        }

        NaturalLoop Loop(int open)
        {
            List<int> latches = [];
            foreach (int predecessor in graph.Blocks[open].Predecessors)
            {
                if ((uint)(position[predecessor] - first[open]) < (uint)(placed - first[open]) && IsPlaced(predecessor))
                    latches.Add(predecessor);
            }

            return new NaturalLoop(graph, first[open])
            {
                Header = open,
                Blocks = new BlockList(order, first[open], placed - first[open]),
                Latches = ImmutableCollectionsMarshal.AsImmutableArray(latches.ToArray()),
                Depth = depthOf[open],
                IsIrreducible = nesting.IsIrreducible[open],
            };
        }

        bool IsPlaced(int block) => position[block] < placed && order[position[block]] == block;
    }
}
