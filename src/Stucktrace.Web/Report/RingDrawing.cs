using System.Collections.Immutable;
using Stucktrace.Reporting.Walks;

namespace Stucktrace.Web.Report;

/// <summary>
/// Where the nodes of a list are drawn: those that lead into the ring one below the other, the ring as a loop of two columns, down on the left and up on
/// the right. Narrow enough for a telephone; most of a long ring is folded.
/// </summary>
sealed class RingDrawing
{
    internal const int Width = 340;
    internal const int NodeWidth = 146;
    internal const int NodeHeight = 38;
    const int Step = 56;
    const int LeftX = 4;
    const int RightX = Width - NodeWidth - 4;
    const int MostRing = 16;
    const int MostTail = 6;

    internal required ImmutableArray<Box> Boxes { get; init; }

    internal required ImmutableArray<Line> Lines { get; init; }

    internal required int Height { get; init; }

    /// <summary>A node, or the fold that stands for several.</summary>
    /// <param name="X">Left edge.</param>
    /// <param name="Y">Upper edge.</param>
    /// <param name="Node">The node; null for a fold.</param>
    /// <param name="Folded">Nodes that a fold stands for.</param>
    /// <param name="First">Number in the ring of the first of them.</param>
    /// <param name="IsAlone">Whether no node points to it.</param>
    /// <param name="IsRing">Whether it is part of the ring.</param>
    internal sealed record Box(int X, int Y, PictureNode? Node, int Folded, int First, bool IsAlone, bool IsRing);

    /// <summary>An arrow as the path of an SVG.</summary>
    internal sealed record Line(string Path, bool IsBack);

    internal static RingDrawing Of(ListPicture picture)
    {
        List<Box> boxes = [];
        List<Line> lines = [];
        int y = 8;
        foreach ((PictureNode? node, int folded, int first) in Fold(picture.Tail, MostTail))
        {
            boxes.Add(new Box(LeftX, y, node, folded, first, IsAlone: first == 0, IsRing: false));
            y += Step;
            lines.Add(new Line(Down(LeftX, y - Step), false));
        }

        if (picture.Ring.IsEmpty)
            return new RingDrawing { Boxes = [.. boxes], Lines = [.. lines.SkipLast(1)], Height = y };
        (PictureNode? Node, int Folded, int First)[] ring = [.. Fold(picture.Ring, MostRing)];
        int left = (ring.Length + 1) / 2;
        for (int i = 0; i < ring.Length; i++)
        {
            bool isLeft = i < left;
            int row = isLeft ? i : ring.Length - 1 - i;
            boxes.Add(new Box(isLeft ? LeftX : RightX, y + (row * Step), ring[i].Node, ring[i].Folded, ring[i].First, IsAlone: false, IsRing: true));
        }

        Arrows(boxes[^ring.Length..], left, lines);
        return new RingDrawing { Boxes = [.. boxes], Lines = [.. lines], Height = y + (left * Step) };
    }

    static void Arrows(List<Box> ring, int left, List<Line> lines)
    {
        for (int i = 0; i < ring.Count; i++)
        {
            Box from = ring[i], to = ring[(i + 1) % ring.Count];
            bool isBack = i == ring.Count - 1;
            lines.Add(new Line(
                ring.Count == 1 ? $"M{from.X + NodeWidth},{from.Y + 10} h22 v18 h-20"
                : from.X == to.X && i < left ? Down(from.X, from.Y)
                : from.X == to.X && from.Y > to.Y && from.X == RightX ? $"M{from.X + (NodeWidth / 2)},{from.Y} V{to.Y + NodeHeight + 2}"
                : from.X == to.X ? $"M{from.X + NodeWidth},{from.Y + (NodeHeight / 2)} h18 V{to.Y + (NodeHeight / 2)} h-16"
                : from.X < to.X ? Across(from.X + NodeWidth, from.Y, to.X - 2, to.Y) : Across(from.X, from.Y, to.X + NodeWidth + 2, to.Y), isBack));
        }
    }

    static string Down(int x, int y) => $"M{x + (NodeWidth / 2)},{y + NodeHeight} V{y + Step - 2}";

    static string Across(int fromX, int fromY, int toX, int toY) => $"M{fromX},{fromY + (NodeHeight / 2)} L{toX},{toY + (NodeHeight / 2)}";

    // The first ones, the last ones, and those that something is said of; the rest is folded.
    static IEnumerable<(PictureNode? Node, int Folded, int First)> Fold(ImmutableArray<PictureNode> nodes, int most)
    {
        if (nodes.Length <= most)
            return nodes.Select((n, i) => ((PictureNode?)n, 0, i));
        HashSet<int> shown = [0, 1, 2, nodes.Length - 1, nodes.Length - 2];
        for (int i = 0; i < nodes.Length && shown.Count < most - 4; i++)
        {
            if (!nodes[i].Notes.IsEmpty || nodes[i].IsFreed)
                shown.Add(i);
        }

        return Folded(nodes, shown);
    }

    static IEnumerable<(PictureNode? Node, int Folded, int First)> Folded(ImmutableArray<PictureNode> nodes, HashSet<int> shown)
    {
        int first = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            if (!shown.Contains(i))
                continue;
            if (i > first)
                yield return (null, i - first, first);
            yield return (nodes[i], 0, i);
            first = i + 1;
        }
    }
}
