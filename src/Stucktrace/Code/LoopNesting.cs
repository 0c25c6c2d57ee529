namespace Stucktrace.Code;

/// <summary>For each block the header of the innermost loop around it: the working part of <see cref="LoopForest" />.</summary>
sealed class LoopNesting
{
    readonly ControlFlowGraph _graph;
    // Ways into irreducible loops are handed on from loop to loop: more than this per block is no compiler's work.
    const int EntriesPerBlock = 16;

    readonly int[] _number, _last, _block, _union;
    int _entriesLeft;

    LoopNesting(ControlFlowGraph graph, int[] number, int[] last, int[] block)
    {
        _graph = graph;
        _number = number;
        _last = last;
        _block = block;
        int n = graph.Blocks.Length;
        _entriesLeft = EntriesPerBlock * n;
        HeaderOf = new int[n];
        Array.Fill(HeaderOf, -1);
        IsHeader = new bool[n];
        IsIrreducible = new bool[n];
        _union = new int[n];
        for (int i = 0; i < n; i++)
            _union[i] = i;
    }

    /// <summary>Header of the innermost loop around a block, itself not counted; -1 for none.</summary>
    internal int[] HeaderOf { get; }

    internal bool[] IsHeader { get; }

    internal bool[] IsIrreducible { get; }

    /// <summary>Null when the graph has no loop.</summary>
    internal static LoopNesting? Of(ControlFlowGraph graph)
    {
        int n = graph.Blocks.Length;
        bool retreats = false;
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (int successor in block.Successors)
                retreats |= successor <= block.Id;
        }

        // Without an edge to an earlier block there is no cycle, whatever the order of the walk.
        if (!retreats)
            return null;
        int[] number = new int[n], last = new int[n], byNumber = new int[n];
        Walk(graph, number, last, byNumber);
        var nesting = new LoopNesting(graph, number, last, byNumber);
        nesting.Find();
        return nesting;
    }

    static void Walk(ControlFlowGraph graph, int[] number, int[] last, int[] byNumber)
    {
        int n = graph.Blocks.Length, count = 0, depth = 0;
        int[] stack = new int[n], next = new int[n];
        Array.Fill(number, -1);
        number[0] = count;
        byNumber[count++] = 0;
        stack[depth++] = 0;
        while (depth > 0)
        {
            int block = stack[depth - 1];
            BlockList successors = graph.Blocks[block].Successors;
            if (next[block] == successors.Length)
            {
                last[block] = count - 1;
                depth--;
                continue;
            }

            int successor = successors[next[block]++];
            if (number[successor] >= 0)
                continue;
            number[successor] = count;
            byNumber[count++] = successor;
            stack[depth++] = successor;
        }
    }

    // Whether the block is the other one or below it in the walk's tree.
    bool IsBelow(int block, int ancestor) => _number[ancestor] <= _number[block] && _number[block] <= _last[ancestor];

    void Find()
    {
        int n = _graph.Blocks.Length;
        var work = new Stack<int>();
        var entering = new List<int>?[n];
        int[] seenBy = new int[n];
        Array.Fill(seenBy, -1);
        for (int number = n - 1; number >= 0; number--)
        {
            int header = _block[number];
            foreach (int predecessor in _graph.Blocks[header].Predecessors)
            {
                if (!IsBelow(predecessor, header))
                    continue;
                IsHeader[header] = true;
                Add(Root(predecessor), header);
            }

            while (work.TryPop(out int inner))
            {
                HeaderOf[inner] = header;
                _union[inner] = header;
                foreach (int predecessor in _graph.Blocks[inner].Predecessors)
                {
                    // A back edge of the inner loop's own is no way in.
                    if (!IsBelow(predecessor, inner))
                        Enter(predecessor, header);
                }

                foreach (int predecessor in entering[inner] ?? [])
                    Enter(predecessor, header);
                entering[inner] = null;
            }
        }

        void Add(int block, int header)
        {
            if (block == header || seenBy[block] == header)
                return;
            seenBy[block] = header;
            work.Push(block);
        }

        void Enter(int predecessor, int header)
        {
            int root = Root(predecessor);
            if (IsBelow(root, header))
            {
                Add(root, header);
                return;
            }

            // A way into the loop that does not pass its header.
            IsIrreducible[header] = true;
            List<int> ways = entering[header] ??= [];
            if (_entriesLeft > 0 && (ways.Count == 0 || ways[^1] != root))
            {
                ways.Add(root);
                _entriesLeft--;
            }
        }
    }

    int Root(int block)
    {
        int root = block;
        while (_union[root] != root)
            root = _union[root];
        while (_union[block] != root)
            (block, _union[block]) = (_union[block], root);
        return root;
    }
}
