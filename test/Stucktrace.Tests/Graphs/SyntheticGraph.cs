using Stucktrace.Code;

namespace Stucktrace.Tests.Graphs;

/// <summary>Graphs of nothing but edges, for what is decided by edges alone.</summary>
static class SyntheticGraph
{
    internal static ControlFlowGraph Of(int blocks, IReadOnlyList<(int From, int To)> edges)
    {
        ILookup<int, int> successors = edges.ToLookup(e => e.From, e => e.To), predecessors = edges.ToLookup(e => e.To, e => e.From);
        var all = new BasicBlock[blocks];
        for (int id = 0; id < blocks; id++)
        {
            int[] next = [.. successors[id]], back = [.. predecessors[id]];
            all[id] = new BasicBlock
            {
                Id = id,
                Start = (ulong)id,
                Limit = (ulong)id + 1,
                FirstInstruction = id,
                InstructionCount = 1,
                End = BlockEnd.Jump,
                Target = null,
                Successors = new BlockList(next, 0, next.Length),
                Predecessors = new BlockList(back, 0, back.Length),
            };
        }

        var function = new Function { Name = "f", Source = FunctionNameSource.Symbol, Entry = 0, Ranges = [new CodeRange(0, (ulong)blocks)] };
        return new ControlFlowGraph(null!, function, [], [0, 0], [.. all], true);
    }

    /// <summary>Edges at random, every block reachable from the first.</summary>
    internal static ControlFlowGraph Random(Random random, int blocks, int further)
    {
        List<(int, int)> edges = [];
        for (int id = 1; id < blocks; id++)
            edges.Add((random.Next(id), id));
        for (int i = 0; i < further; i++)
            edges.Add((random.Next(blocks), random.Next(blocks)));
        return Of(blocks, edges);
    }
}
