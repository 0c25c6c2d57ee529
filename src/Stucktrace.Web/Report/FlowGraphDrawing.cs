using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Code;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Walks;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Web.Report;

/// <summary>
/// A function's control flow graph in layers: a block below all that lead to it, edges that lead back up drawn along the left side. Of a large function
/// only the loop and what is next to it.
/// </summary>
sealed class FlowGraphDrawing
{
    internal const int BoxWidth = 196;
    internal const int LineHeight = 14;
    const int MostBlocks = 60;
    const int MostLines = 6;
    const int GapX = 22;
    const int GapY = 34;
    const int Margin = 46;

    internal required ImmutableArray<Box> Boxes { get; init; }

    internal required ImmutableArray<Edge> Edges { get; init; }

    internal required int Width { get; init; }

    internal required int Height { get; init; }

    /// <summary>Blocks of the whole function.</summary>
    internal required int Blocks { get; init; }

    /// <summary>A block.</summary>
    /// <param name="X">Left edge.</param>
    /// <param name="Y">Upper edge.</param>
    /// <param name="Lines">Its instructions, the middle of a long one left out.</param>
    /// <param name="InLoop">Whether it is part of the loop.</param>
    /// <param name="IsHere">Whether the CPU was in it.</param>
    internal sealed record Box(int X, int Y, ImmutableArray<string> Lines, bool InLoop, bool IsHere)
    {
        internal int Height => (Lines.Length * LineHeight) + 10;
    }

    /// <summary>An edge as the path of an SVG.</summary>
    internal sealed record Edge(string Path, bool IsBack, bool WasRun);

    internal static FlowGraphDrawing Of(WalkView walk, StuckLoop loop)
    {
        ControlFlowGraph graph = loop.Code.GraphOf(loop.Function);
        ImmutableArray<WalkRow> rows = WalkListing.Of(walk, Language.English);
        int[] blocks = Choose(graph, loop);
        Dictionary<int, List<int>> forward = [];
        List<(int From, int To)> back = [];
        Split(graph, blocks, forward, back);
        Dictionary<int, int> layers = Layers(blocks, forward);
        Dictionary<int, Box> boxes = Place(graph, loop, rows, layers, forward, back.Count > 0 ? Margin : GapX);
        HashSet<(ulong, ulong)> run = Executed(walk, rows);
        bool WasRun(int from, int to) => run.Contains((graph.Instructions[graph.Blocks[from].LastInstruction].IP, graph.Blocks[to].Start));
        return new FlowGraphDrawing
        {
            Boxes = [.. boxes.OrderBy(b => b.Key).Select(b => b.Value)],
            Edges =
            [
                .. forward.SelectMany(f => f.Value.Select(to => new Edge(Down(boxes[f.Key], boxes[to]), false, WasRun(f.Key, to)))),
                .. back.Select((e, i) => new Edge(Up(boxes[e.From], boxes[e.To], i), true, WasRun(e.From, e.To))),
            ],
            Width = boxes.Values.Max(b => b.X) + BoxWidth + GapX,
            Height = boxes.Values.Max(b => b.Y + b.Height) + GapY,
            Blocks = graph.Blocks.Length,
        };
    }

    static int[] Choose(ControlFlowGraph graph, StuckLoop loop)
    {
        if (graph.Blocks.Length <= MostBlocks)
            return [.. Enumerable.Range(0, graph.Blocks.Length)];
        SortedSet<int> chosen = [.. loop.Facts.Loop.Blocks.Take(MostBlocks)];
        foreach (int block in chosen.ToArray())
        {
            foreach (int next in graph.Blocks[block].Successors)
                _ = chosen.Count < MostBlocks && chosen.Add(next);
            foreach (int next in graph.Blocks[block].Predecessors)
                _ = chosen.Count < MostBlocks && chosen.Add(next);
        }

        return [.. chosen];
    }

    // An edge to a block that is still being followed leads back.
    static void Split(ControlFlowGraph graph, int[] blocks, Dictionary<int, List<int>> forward, List<(int, int)> back)
    {
        HashSet<int> chosen = [.. blocks], done = [], open = [];
        void Follow(int block)
        {
            open.Add(block);
            forward[block] = [];
            foreach (int next in graph.Blocks[block].Successors)
            {
                if (open.Contains(next))
                {
                    back.Add((block, next));
                }
                else if (chosen.Contains(next))
                {
                    forward[block].Add(next);
                    if (!done.Contains(next))
                        Follow(next);
                }
            }

            open.Remove(block);
            done.Add(block);
        }

        foreach (int block in blocks.OrderBy(b => graph.Blocks[b].Predecessors.Count > 0 && b != 0))
        {
            if (!done.Contains(block))
                Follow(block);
        }
    }

    static Dictionary<int, int> Layers(int[] blocks, Dictionary<int, List<int>> forward)
    {
        Dictionary<int, int> layers = blocks.ToDictionary(b => b, _ => 0);
        // Without the edges that lead back there are no cycles: after as many passes as blocks nothing moves any more.
        for (bool moved = true; moved;)
        {
            moved = false;
            foreach ((int from, List<int> next) in forward)
            {
                foreach (int to in next.Where(to => layers[to] <= layers[from]))
                {
                    layers[to] = layers[from] + 1;
                    moved = true;
                }
            }
        }

        return layers;
    }

    static Dictionary<int, Box> Place(ControlFlowGraph graph, StuckLoop loop, ImmutableArray<WalkRow> rows, Dictionary<int, int> layers, Dictionary<int, List<int>> forward, int left)
    {
        Dictionary<ulong, string> texts = [];
        foreach (WalkRow row in rows)
            texts.TryAdd(row.Row.Address, row.Row.Text);
        InstructionText plain = new(_ => null, operandColumn: 0);
        Dictionary<int, Box> boxes = [];
        int y = 12;
        foreach (IGrouping<int, int> layer in layers.GroupBy(l => l.Value, l => l.Key).OrderBy(l => l.Key))
        {
            // Below the middle of what leads there.
            double Wanted(int block) => boxes.Where(b => forward[b.Key].Contains(block)).Select(b => (double)b.Value.X).DefaultIfEmpty(left).Average();
            int x = left;
            foreach (int block in layer.OrderBy(Wanted).ThenBy(b => b))
            {
                x = Math.Max(x, layer.Count() == 1 ? (int)Wanted(block) : x);
                boxes[block] = new Box(x, y, Lines(graph, graph.Blocks[block], texts, plain), loop.Facts.Loop.Contains(block), graph.Blocks[block].Start <= loop.Address && loop.Address < graph.Blocks[block].Limit);
                x += BoxWidth + GapX;
            }

            y += layer.Max(b => boxes[b].Height) + GapY;
        }

        return boxes;
    }

    static ImmutableArray<string> Lines(ControlFlowGraph graph, BasicBlock block, Dictionary<ulong, string> texts, InstructionText plain)
    {
        const int MostText = 27;
        string[] all = [.. graph.InstructionsOf(block).ToArray().Select(i => string.Join(' ', (texts.GetValueOrDefault(i.IP) ?? plain.Of(i)).Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        string[] shown = all.Length <= MostLines ? all : [.. all[..(MostLines - 2)], string.Create(CultureInfo.InvariantCulture, $"… {all.Length - MostLines + 1}"), all[^1]];
        return [.. shown.Select(t => t.Length > MostText ? t[..(MostText - 1)] + "…" : t)];
    }

    static HashSet<(ulong, ulong)> Executed(WalkView walk, ImmutableArray<WalkRow> rows)
    {
        Dictionary<int, ulong> addresses = rows.Where(r => r.Code >= 0).DistinctBy(r => r.Code).ToDictionary(r => r.Code, r => r.Row.Address);
        HashSet<(ulong, ulong)> run = [];
        foreach (WalkSegment segment in walk.Trace.Segments)
        {
            for (int i = 1; i < segment.Steps.Length; i++)
            {
                if (addresses.TryGetValue(segment.Steps[i - 1].Code, out ulong from) && addresses.TryGetValue(segment.Steps[i].Code, out ulong to))
                    run.Add((from, to));
            }
        }

        return run;
    }

    static string Down(Box from, Box to)
    {
        int x1 = from.X + (BoxWidth / 2), y1 = from.Y + from.Height, x2 = to.X + (BoxWidth / 2), y2 = to.Y - 2;
        return string.Create(CultureInfo.InvariantCulture, $"M{x1},{y1} C{x1},{y1 + (GapY / 2)} {x2},{y2 - (GapY / 2)} {x2},{y2}");
    }

    static string Up(Box from, Box to, int number)
    {
        int side = Math.Max(6, Math.Min(from.X, to.X) - 14 - (number % 4 * 7));
        return string.Create(CultureInfo.InvariantCulture, $"M{from.X},{from.Y + from.Height - 8} H{side} V{to.Y + 10} H{to.X - 2}");
    }
}
