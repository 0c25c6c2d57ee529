namespace Stucktrace.Code;

/// <summary>A function while it is being found: its extent may still be open.</summary>
sealed class FunctionDraft(ulong entry, string name, FunctionNameSource source)
{
    internal ulong Entry { get; } = entry;

    internal string Name { get; } = name;

    internal FunctionNameSource Source { get; } = source;

    internal List<string> Aliases { get; } = [];

    /// <summary>Size as its symbol states it; 0 when nothing does.</summary>
    internal ulong Size { get; set; }

    /// <summary>Its cold parts.</summary>
    internal List<CodeRange> Parts { get; private set; } = [];

    /// <summary>Cuts each range where the next known range begins, so that no byte belongs to two functions.</summary>
    internal void Separate(Func<ulong, ulong> nextAfter)
    {
        Size = Math.Min(Size, nextAfter(Entry) - Entry);
        Parts = [.. Parts.Select(p => new CodeRange(p.Start, Math.Min(p.Size, nextAfter(p.Start) - p.Start)))];
    }

    internal Function Finish()
    {
        // Parts by address, those that touch as one.
        Parts.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        List<CodeRange> ranges = [new CodeRange(Entry, Size)];
        foreach (CodeRange part in Parts)
        {
            if (ranges.Count > 1 && part.Start <= ranges[^1].Limit)
                ranges[^1] = new CodeRange(ranges[^1].Start, Math.Max(ranges[^1].Limit, part.Limit) - ranges[^1].Start);
            else if (part.Start < Entry || part.Start >= Entry + Size)
                ranges.Add(part);
        }

        return new Function { Name = Name, Aliases = [.. Aliases], Source = Source, Entry = Entry, Ranges = [.. ranges] };
    }
}
