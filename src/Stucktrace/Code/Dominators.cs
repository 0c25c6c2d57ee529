namespace Stucktrace.Code;

/// <summary>
/// The dominator tree of a graph, by Lengauer and Tarjan's method with path compression ("A fast algorithm for finding dominators in a flowgraph",
/// 1979): O(n log n) whatever the graph looks like, which Cooper, Harvey and Kennedy's simpler one is not.
/// </summary>
public sealed class Dominators
{
    readonly int[] _immediate;
    readonly int[] _enter;
    readonly int[] _leave;

    Dominators(int[] immediate, int[] enter, int[] leave)
    {
        _immediate = immediate;
        _enter = enter;
        _leave = leave;
    }

    /// <summary>The last block that must be passed on the way to this one; -1 for the entry.</summary>
    public int ImmediateOf(int block) => _immediate[block];

    /// <summary>Whether every way from the entry to <paramref name="block" /> passes <paramref name="dominator" />; a block dominates itself.</summary>
    public bool Dominates(int dominator, int block) => _enter[dominator] <= _enter[block] && _leave[block] <= _leave[dominator];

    internal static Dominators Of(ControlFlowGraph graph)
    {
        int n = graph.Blocks.Length;
        int[] immediate = new Computation(graph).Run();
        int[] enter = new int[n], leave = new int[n];
        NumberTree(immediate, enter, leave);
        return new Dominators(immediate, enter, leave);
    }

    // Numbers the tree's nodes by the time they are entered and left, so that ancestry is two comparisons.
    static void NumberTree(int[] immediate, int[] enter, int[] leave)
    {
        int n = immediate.Length;
        int[] firstChild = new int[n], nextSibling = new int[n], stack = new int[n + 1];
        Array.Fill(firstChild, -1);
        for (int i = n - 1; i >= 0; i--)
        {
            if (immediate[i] < 0)
                continue;
            nextSibling[i] = firstChild[immediate[i]];
            firstChild[immediate[i]] = i;
        }

        int depth = 0, time = 0;
        if (n > 0)
            stack[depth++] = 0;
        while (depth > 0)
        {
            int node = stack[depth - 1];
            if (enter[node] == 0)
                enter[node] = ++time;
            int child = firstChild[node];
            if (child >= 0)
            {
                firstChild[node] = nextSibling[child];
                stack[depth++] = child;
                continue;
            }

            leave[node] = ++time;
            depth--;
        }
    }

    /// <summary>The method's working arrays. Vertices are numbered by the depth-first walk, from 0.</summary>
    sealed class Computation(ControlFlowGraph graph)
    {
        readonly int[] _number = New(graph.Blocks.Length), _vertex = new int[graph.Blocks.Length], _parent = new int[graph.Blocks.Length];
        readonly int[] _semi = new int[graph.Blocks.Length], _label = new int[graph.Blocks.Length], _ancestor = New(graph.Blocks.Length);
        readonly int[] _bucketHead = New(graph.Blocks.Length), _bucketNext = new int[graph.Blocks.Length], _path = new int[graph.Blocks.Length];

        static int[] New(int n)
        {
            int[] array = new int[n];
            Array.Fill(array, -1);
            return array;
        }

        internal int[] Run()
        {
            int n = Walk();
            int[] dominator = new int[n];
            for (int w = n - 1; w > 0; w--)
            {
                foreach (int predecessor in graph.Blocks[_vertex[w]].Predecessors)
                {
                    int u = Evaluate(_number[predecessor]);
                    if (_semi[u] < _semi[w])
                        _semi[w] = _semi[u];
                }

                _bucketNext[w] = _bucketHead[_semi[w]];
                _bucketHead[_semi[w]] = w;
                _ancestor[w] = _parent[w];
                for (int v = _bucketHead[_parent[w]]; v >= 0; v = _bucketNext[v])
                {
                    int u = Evaluate(v);
                    dominator[v] = _semi[u] < _semi[v] ? u : _parent[w];
                }

                _bucketHead[_parent[w]] = -1;
            }

            int[] immediate = New(graph.Blocks.Length);
            for (int w = 1; w < n; w++)
            {
                if (dominator[w] != _semi[w])
                    dominator[w] = dominator[dominator[w]];
                immediate[_vertex[w]] = _vertex[dominator[w]];
            }

            return immediate;
        }

        // Every block is reachable from the entry: the graph holds no others.
        int Walk()
        {
            int n = graph.Blocks.Length, count = 0, depth = 0;
            int[] stack = new int[n], next = new int[n];
            if (n > 0)
                Visit(0, -1);
            while (depth > 0)
            {
                int block = stack[depth - 1];
                BlockList successors = graph.Blocks[block].Successors;
                if (next[block] == successors.Length)
                {
                    depth--;
                    continue;
                }

                int successor = successors[next[block]++];
                if (_number[successor] < 0)
                    Visit(successor, _number[block]);
            }

            return count;

            void Visit(int block, int parent)
            {
                _number[block] = count;
                _vertex[count] = block;
                _parent[count] = parent;
                _semi[count] = _label[count] = count;
                count++;
                stack[depth++] = block;
            }
        }

        int Evaluate(int v)
        {
            if (_ancestor[v] < 0)
                return v;
            int depth = 0;
            for (int x = v; _ancestor[_ancestor[x]] >= 0; x = _ancestor[x])
                _path[depth++] = x;
            while (depth > 0)
            {
                int x = _path[--depth], above = _ancestor[x];
                if (_semi[_label[above]] < _semi[_label[x]])
                    _label[x] = _label[above];
                _ancestor[x] = _ancestor[above];
            }

            return _label[v];
        }
    }
}
