namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>Ranges without overlap, ascending, in which the one that holds a byte is found at once.</summary>
sealed class ExtentMap
{
    readonly List<Extent> _extents;

    /// <summary>Makes the ranges free of overlap: where several cover a byte, the one with the highest rank stays.</summary>
    /// <param name="ranges">In any order; none reaches beyond the last address.</param>
    public ExtentMap(List<Extent> ranges)
    {
        bool ordered = true;
        for (int i = 1; i < ranges.Count && ordered; i++)
            ordered = ranges[i - 1].End <= ranges[i].Target;
        _extents = ordered ? ranges : Resolve(ranges);
    }

    /// <summary>The ranges, ascending.</summary>
    public IReadOnlyList<Extent> Extents => _extents;

    /// <summary>The byte behind the last range.</summary>
    public ulong End => _extents.Count == 0 ? 0 : _extents[^1].End;

    /// <summary>Index of the first range that ends behind an address; their number when there is none.</summary>
    public int FirstEndingAfter(ulong address)
    {
        int low = 0, high = _extents.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_extents[middle].End <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Goes through the targets from the first byte up; among the ranges that cover a place, the highest rank is on top.</summary>
    static List<Extent> Resolve(List<Extent> ranges)
    {
        ranges.Sort((a, b) => a.Target != b.Target ? a.Target.CompareTo(b.Target) : a.Rank.CompareTo(b.Rank));
        List<Extent> result = new(ranges.Count);
        PriorityQueue<Extent, int> covering = new();
        ulong place = 0;
        int next = 0;
        while (next < ranges.Count || covering.Count > 0)
        {
            if (covering.Count == 0)
                place = Math.Max(place, ranges[next].Target);
            for (; next < ranges.Count && ranges[next].Target <= place; next++)
                covering.Enqueue(ranges[next], -ranges[next].Rank);
            Extent top = covering.Peek();
            if (top.End <= place)
            {
                covering.Dequeue();
                continue;
            }

            ulong end = next < ranges.Count ? Math.Min(top.End, ranges[next].Target) : top.End;
            Add(result, top with { Target = place, Count = end - place, At = top.At == Extent.Nowhere ? Extent.Nowhere : top.At + (long)(place - top.Target) });
            place = end;
        }

        return result;
    }

    /// <summary>Adds a range, as part of the last one where it goes on in the same way.</summary>
    static void Add(List<Extent> result, Extent extent)
    {
        if (result.Count > 0 && result[^1] is { } last && last.End == extent.Target && last.Rank == extent.Rank
            && (extent.At == Extent.Nowhere ? last.At == Extent.Nowhere : last.At != Extent.Nowhere && last.At + (long)last.Count == extent.At))
            result[^1] = last with { Count = last.Count + extent.Count };
        else
            result.Add(extent);
    }
}
