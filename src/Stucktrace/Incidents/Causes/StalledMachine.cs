using System.Collections.Immutable;
using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Causes;

/// <summary>What happened in one boot of one machine, as the rules that look for causes see it.</summary>
/// <param name="Release">Its kernel.</param>
/// <param name="Stalls">Everything that went wrong, in order of reading.</param>
sealed record StalledMachine(KernelRelease? Release, ImmutableArray<Stall> Stalls)
{
    // A victim is compared with so many candidates at most, the nearest ones: a log with ten thousand reports must not cost their square.
    const int CandidatesLookedAt = 48;

    readonly Dictionary<StallKind, List<Stall>> _byKind = Stalls.GroupBy(s => s.Kind).ToDictionary(g => g.Key, g => g.ToList());

    /// <summary>
    /// Whether a stuck CPU holds up grace periods here: told by the flavours that RCU's own reports name, else by the release; null when neither tells.
    /// </summary>
    internal bool? StuckCpuHoldsGracePeriods { get; } =
        Stalls.Select(s => RcuFacts.FlavourIsNonPreemptible(s.First.Rcu?.Flavour)).FirstOrDefault(f => f is not null) ?? RcuFacts.StuckCpuHoldsGracePeriods(Release);

    /// <summary>Stalls of a kind, those reported nearest to a given one first.</summary>
    internal IEnumerable<Stall> Near(Stall victim, StallKind kind)
    {
        if (!_byKind.TryGetValue(kind, out List<Stall>? all))
            return [];
        int middle = LowerBound(all, victim.Order);
        int from = Math.Max(0, middle - (CandidatesLookedAt / 2));
        return Outward(all, from, Math.Min(from + CandidatesLookedAt, all.Count), middle, victim);
    }

    // From the middle to both sides, so that a rule that finds its cause nearby looks at no more.
    static IEnumerable<Stall> Outward(List<Stall> all, int from, int end, int middle, Stall victim)
    {
        int before = middle - 1, after = middle;
        while (before >= from || after < end)
        {
            bool back = after >= end || (before >= from && victim.Order - all[before].Order <= all[after].Order - victim.Order);
            Stall next = all[back ? before-- : after++];
            if (next != victim)
                yield return next;
        }
    }

    static int LowerBound(List<Stall> stalls, int order)
    {
        int low = 0, high = stalls.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (stalls[middle].Order < order)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
