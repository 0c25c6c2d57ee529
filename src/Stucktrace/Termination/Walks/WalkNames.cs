using System.Collections.Immutable;

namespace Stucktrace.Termination.Walks;

/// <summary>What the addresses of a walk are called.</summary>
public sealed record WalkNames
{
    /// <summary>The instructions, in the order of <see cref="WalkTrace.Code"/>.</summary>
    public required ImmutableArray<WalkPlace> Places { get; init; }

    /// <summary>The words of memory that were read or written, by address.</summary>
    public required ImmutableDictionary<ulong, WalkWord> Words { get; init; }

    /// <summary>The objects, by address.</summary>
    public required ImmutableArray<WalkObject> Objects { get; init; }

    /// <summary>Indexes in <see cref="WalkTrace.Code"/> of the branches that lead out of the loop, with whether taking them leaves it.</summary>
    public ImmutableDictionary<int, bool> Exits { get; init; } = ImmutableDictionary<int, bool>.Empty;

    /// <summary>The object that an address lies in, or null.</summary>
    /// <param name="address">Address.</param>
    public WalkObject? ObjectAt(ulong address)
    {
        int low = 0, high = Objects.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Objects[middle].Address <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && address - Objects[low - 1].Address < Objects[low - 1].Bytes ? Objects[low - 1] : null;
    }

    /// <summary>The addresses of memory that a walk touched in its kept steps, and those of the comparison that are listed.</summary>
    /// <param name="trace">The walk.</param>
    internal static IEnumerable<ulong> Touched(WalkTrace trace) => trace.Segments.SelectMany(s => s.Steps).SelectMany(s => s.Accesses).Select(a => a.Address)
        .Concat(trace.Repeat?.Proof.Frozen.Take(WalkLimits.Default.MaxListedWords).Select(w => w.Address) ?? []).Distinct();
}
