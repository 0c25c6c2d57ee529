using Stucktrace.Incidents.Parsing;

namespace Stucktrace.Incidents.Blame;

/// <summary>
/// Reads the places that lockdep names: <c>(event_mutex){+.+.}, at: [&lt;…&gt;] perf_trace_init+0x58/0xab0</c> (print_lock), or on a line of its own
/// behind <c>is trying to release lock (x) at:</c>.
/// </summary>
static class LockSites
{
    /// <summary>The places in order, of the part before <c>locks held by</c> and the stacks.</summary>
    public static IEnumerable<CodeLocation> Of(SectionFacts facts)
    {
        bool next = false;
        foreach (ReportLine line in facts.Section.Lines)
        {
            string text = line.Text;
            int at = text.IndexOf("at: ", StringComparison.Ordinal);
            ReadOnlySpan<char> place = at >= 0 ? text.AsSpan(at + 4) : next ? text : default;
            next = text.AsSpan().TrimEnd().EndsWith(" at:", StringComparison.Ordinal);
            if (!place.IsEmpty && FrameParser.TryParse(place, out FrameLine frame) && frame.Location is { Symbol: not null } location)
                yield return location;
            if (text.StartsWith("Call Trace", StringComparison.Ordinal) || text.Contains("dependency chain", StringComparison.Ordinal))
                yield break;
        }
    }
}
