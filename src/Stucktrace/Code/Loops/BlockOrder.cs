namespace Stucktrace.Code.Loops;

/// <summary>Orders of the blocks of a graph.</summary>
static class BlockOrder
{
    /// <summary>Every block before those that only it leads to: reverse post-order from the entry.</summary>
    internal static int[] ReversePostOrder(ControlFlowGraph graph)
    {
        int n = graph.Blocks.Length;
        var order = new int[n];
        var next = new int[n];
        var seen = new bool[n];
        var stack = new int[n];
        int depth = 0, place = n;
        if (n == 0)
            return order;
        stack[depth++] = 0;
        seen[0] = true;
        while (depth > 0)
        {
            int block = stack[depth - 1];
            BlockList successors = graph.Blocks[block].Successors;
            if (next[block] < successors.Length)
            {
                int to = successors[next[block]++];
                if (!seen[to])
                {
                    seen[to] = true;
                    stack[depth++] = to;
                }

                continue;
            }

            order[--place] = block;
            depth--;
        }

        return order[place..];
    }

    /// <summary>The blocks from which a loop can be reached, those of loops included: nothing else matters to loops.</summary>
    internal static bool[] LeadingToLoops(ControlFlowGraph graph)
    {
        var wanted = new bool[graph.Blocks.Length];
        var open = new Stack<int>();
        foreach (NaturalLoop loop in graph.Loops)
        {
            foreach (int block in loop.Blocks)
            {
                if (!wanted[block])
                {
                    wanted[block] = true;
                    open.Push(block);
                }
            }
        }

        while (open.TryPop(out int block))
        {
            foreach (int predecessor in graph.Blocks[block].Predecessors)
            {
                if (!wanted[predecessor])
                {
                    wanted[predecessor] = true;
                    open.Push(predecessor);
                }
            }
        }

        return wanted;
    }
}
