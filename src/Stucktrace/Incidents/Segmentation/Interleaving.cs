using System.Runtime.InteropServices;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>
/// Takes the lines of CPUs that printed at the same time apart where the log names no caller: by the CPU that a line names, by what each dump
/// still lacks, and by the clock (each CPU stamps its own lines, so a stamp never goes back within a dump, and one that has stopped, as it does where
/// interrupts are off, tells the CPUs apart). All lines are looked at before any is given away: of all ways to give them the best one is taken, and it is
/// known whether there is another one that is as good.
/// </summary>
static class Interleaving
{
    // Ways that are followed side by side, for two dumps; those that lead to the same place are one. More dumps make each way longer.
    const int MostWays = 128;

    // Two dumps give two candidates for each way, and none is dropped.
    const int CandidatesAWay = 4;

    /// <summary>Gives each line to a dump.</summary>
    /// <param name="dumps">The dumps, as far as they were printed before: at least two.</param>
    /// <param name="lines">The lines, in the log's order.</param>
    /// <param name="isSure">False when they can as well be given away in another manner, by which a dump has other lines.</param>
    /// <returns>The index of a dump for each line.</returns>
    internal static int[] Separate(IReadOnlyList<MixedDump> dumps, IReadOnlyList<MixedLine> lines, out bool isSure)
    {
        long?[] earliest = EarliestToCome(lines);
        List<Way> ways = [new Way([.. dumps.Select(d => DumpPlace.Of(d.Section))], 0, true, null, -1)];
        int most = Math.Max(1, MostWays / dumps.Count);
        bool anyDropped = false;
        List<(Way Way, int To, int Cost)> candidates = [];
        int[] costs = new int[dumps.Count];
        for (int i = 0; i < lines.Count; i++)
        {
            MixedLine line = lines[i];
            candidates.Clear();
            foreach (Way way in ways)
            {
                bool fits = false;
                for (int to = 0; to < dumps.Count; to++)
                {
                    costs[to] = way.Places[to].CostOf(line);
                    fits |= i >= dumps[to].From && line.Pid is null && costs[to] < DumpPlace.Impossible;
                }

                for (int to = 0; to < dumps.Count; to++)
                {
                    if (i >= dumps[to].From && !IsAnothers(line, dumps, to) && !(fits && costs[to] >= DumpPlace.Impossible))
                        candidates.Add((way, to, way.Cost + costs[to]));
                }
            }

            // Many dumps make many candidates of many places each: only the best are laid out.
            if (candidates.Count > CandidatesAWay * most)
            {
                candidates.Sort((a, b) => a.Cost.CompareTo(b.Cost));
                anyDropped |= candidates[CandidatesAWay * most].Cost == candidates[0].Cost;
                candidates.RemoveRange(CandidatesAWay * most, candidates.Count - (CandidatesAWay * most));
            }

            Dictionary<PlaceKey, Way> next = [];
            foreach ((Way way, int to, int cost) in candidates)
            {
                Way longer = way.With(to, line, cost, earliest[i + 1]);
                ref Way? known = ref CollectionsMarshal.GetValueRefOrAddDefault(next, new PlaceKey(longer.Places), out _);
                known = known is null ? longer : Better(known, longer, lines, i);
            }

            ways = [.. next.Values.OrderBy(w => w.Cost)];
            if (ways.Count <= most)
                continue;
            anyDropped |= ways[most].Cost == ways[0].Cost;
            ways.RemoveRange(most, ways.Count - most);
        }

        Way best = ways.MinBy(w => (w.Cost, Inversions(w, dumps)))!;
        isSure = best.IsOnly && !anyDropped && ways.TrueForAll(w => w == best || w.Cost > best.Cost || SameText(w, best, lines, lines.Count - 1));
        int[] owners = new int[lines.Count];
        Way? at = best;
        for (int i = lines.Count - 1; i >= 0; i--, at = at.Before)
            owners[i] = at!.To;
        return owners;
    }

    // A line that names the CPU or task of one dump is of no other one.
    static bool IsAnothers(MixedLine line, IReadOnlyList<MixedDump> dumps, int to)
    {
        if (line.Pid is null)
            return false;
        return !IsNamed(dumps[to]) && dumps.Any(IsNamed);

        bool IsNamed(MixedDump dump) => line.Cpu is { } cpu ? dump.Section.Cpu == cpu : dump.Section.Pid == line.Pid;
    }

    // The cheaper one of two that lead to the same place. Of two that cost the same either may be true, unless both give each dump the same text.
    static Way Better(Way a, Way b, IReadOnlyList<MixedLine> lines, int last) =>
        a.Cost != b.Cost ? a.Cost < b.Cost ? a : b : a.IsOnly && b.IsOnly && !SameText(a, b, lines, last) ? a with { IsOnly = false } : a.IsOnly ? b : a;

    static bool SameText(Way a, Way b, IReadOnlyList<MixedLine> lines, int last)
    {
        List<string>[] first = [.. a.Places.Select(_ => new List<string>())], second = [.. b.Places.Select(_ => new List<string>())];
        for (Way? x = a, y = b; x != y && last >= 0; x = x!.Before, y = y!.Before, last--)
        {
            if (string.IsNullOrWhiteSpace(lines[last].Record.Text))
                continue;
            first[x!.To].Add(lines[last].Record.Text);
            second[y!.To].Add(lines[last].Record.Text);
        }

        return first.Zip(second).All(p => p.First.SequenceEqual(p.Second, StringComparer.Ordinal));
    }

    // The kernel lays the data of its CPUs out in their order, on each node of memory: a hint, and no more.
    static int Inversions(Way way, IReadOnlyList<MixedDump> dumps)
    {
        int count = 0;
        for (int i = 0; i < dumps.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (dumps[i].Section.Cpu is { } one && dumps[j].Section.Cpu is { } other && way.Places[i].PerCpuBase is { } first && way.Places[j].PerCpuBase is { } second && (one < other) != (first < second))
                    count++;
            }
        }

        return count;
    }

    // The earliest stamp from each line on: an earlier one of a dump says nothing any more.
    static long?[] EarliestToCome(IReadOnlyList<MixedLine> lines)
    {
        long?[] earliest = new long?[lines.Count + 1];
        for (int i = lines.Count - 1; i >= 0; i--)
            earliest[i] = lines[i].Time is { } time && !(earliest[i + 1] < time) ? time : earliest[i + 1];
        return earliest;
    }

    /// <summary>The lines so far, given away.</summary>
    /// <param name="Places">Where each dump is.</param>
    /// <param name="Cost">How badly the lines fit.</param>
    /// <param name="IsOnly">Nothing else is as good.</param>
    /// <param name="Before">Without the last line.</param>
    /// <param name="To">What the last line was given to.</param>
    sealed record Way(DumpPlace[] Places, int Cost, bool IsOnly, Way? Before, int To)
    {
        internal Way With(int to, MixedLine line, int cost, long? earliest)
        {
            DumpPlace[] places = [.. Places];
            places[to] = places[to].After(line);
            for (int i = 0; i < places.Length; i++)
            {
                if (!(places[i].Time >= earliest))
                    places[i] = places[i] with { Time = null };
            }

            return new Way(places, cost, IsOnly, this, to);
        }
    }

    /// <summary>Where all dumps are, to be compared.</summary>
    readonly struct PlaceKey(DumpPlace[] places) : IEquatable<PlaceKey>
    {
        readonly DumpPlace[] _places = places;

        public bool Equals(PlaceKey other) => _places.AsSpan().SequenceEqual(other._places);

        public override bool Equals(object? obj) => obj is PlaceKey other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            foreach (DumpPlace place in _places)
                hash.Add(place);
            return hash.ToHashCode();
        }
    }
}
