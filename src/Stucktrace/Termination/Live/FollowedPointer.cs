using System.Collections.Immutable;

namespace Stucktrace.Termination.Live;

/// <summary>A pointer that a period follows from one object to the next.</summary>
/// <param name="At">Address of the instruction that reads it.</param>
/// <param name="Offset">What is added to a pointer to get to the next one: 0 for lists that point from node to node.</param>
/// <param name="Links">Where the pointers lie, in the order in which they are followed.</param>
sealed record FollowedPointer(ulong At, long Offset, ImmutableArray<ulong> Links)
{
    const long FurthestOffset = 1 << 16;

    /// <summary>Finds the pointer that the most rounds of a period follow: each is read where the one before it said.</summary>
    /// <param name="loads">What the period reads, in order.</param>
    internal static FollowedPointer? Find(ImmutableArray<PeriodLoad> loads)
    {
        FollowedPointer? best = null;
        foreach (IGrouping<ulong, PeriodLoad> site in loads.GroupBy(l => l.At))
        {
            PeriodLoad[] reads = [.. site];
            long offset = unchecked((long)(reads[1 % reads.Length].Address - reads[0].Value));
            if (Math.Abs(offset) >= FurthestOffset || reads.Length <= (best?.Links.Length ?? 0))
                continue;
            bool follows = true;
            for (int i = 0; i < reads.Length && follows; i++)
                follows = unchecked((long)(reads[(i + 1) % reads.Length].Address - reads[i].Value)) == offset && (long)reads[i].Value < 0;
            // A pointer that is read again and again where it lies is followed nowhere.
            if (follows && (reads.Length == 1 || reads.Select(r => r.Address).Distinct().Count() == reads.Length))
                best = new FollowedPointer(site.Key, offset, [.. reads.Select(r => r.Address)]);
        }

        return best;
    }
}
