using System.Collections.Immutable;
using Stucktrace.Reporting.View;

namespace Stucktrace.Web.Report;

/// <summary>Reports of the timeline that are folded together: those of one CPU or task, or all those of which each is the only one of its lane.</summary>
/// <param name="Lane">The lane; null for the reports that have theirs for themselves.</param>
/// <param name="Events">Indexes of the reports in the timeline.</param>
/// <param name="LeftOut">How many more there are than the page holds.</param>
sealed record TimelineFold(string? Lane, ImmutableArray<int> Events, int LeftOut)
{
    /// <summary>Most rows in all folds of a page.</summary>
    internal const int MostRows = 1_200;
    const int MostOfLane = 200;

    /// <summary>Folds a timeline, the lane of the cause first.</summary>
    /// <param name="events">The timeline.</param>
    internal static IEnumerable<TimelineFold> Of(ImmutableArray<EventView> events)
    {
        IGrouping<string, int>[] lanes = [.. Enumerable.Range(0, events.Length).GroupBy(i => events[i].Lane, StringComparer.Ordinal).OrderBy(g => g.Any(i => events[i].IsCause) ? 0 : 1)];
        int left = MostRows;
        foreach (IGrouping<string, int> lane in lanes.Where(l => l.Skip(1).Any()))
            yield return Cut(lane.Key, lane, MostOfLane, ref left);
        if (lanes.Any(l => !l.Skip(1).Any()))
            yield return Cut(null, lanes.Where(l => !l.Skip(1).Any()).Select(l => l.Single()), MostRows, ref left);
    }

    static TimelineFold Cut(string? lane, IEnumerable<int> events, int most, ref int left)
    {
        int[] all = [.. events];
        ImmutableArray<int> kept = [.. all.Take(Math.Min(most, left))];
        left -= kept.Length;
        return new TimelineFold(lane, kept, all.Length - kept.Length);
    }
}
