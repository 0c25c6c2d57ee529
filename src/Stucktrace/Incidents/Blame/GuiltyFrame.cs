using Stucktrace.Incidents.Parsing;
using Stucktrace.Incidents.Recognition;

namespace Stucktrace.Incidents.Blame;

/// <summary>Chooses the function that a report is about.</summary>
static class GuiltyFrame
{
    /// <summary>The place to blame, or null when the report does not show one.</summary>
    /// <param name="rule">Row of the report's kind.</param>
    /// <param name="own">Facts of the report itself.</param>
    /// <param name="subject">Facts of the stack that the report is about.</param>
    public static CodeLocation? Choose(HeaderRule rule, SectionFacts own, SectionFacts subject) => rule.Blame switch
    {
        BlameMethod.Nobody => null,
        BlameMethod.HeaderOnly => HeaderFunction(own),
        BlameMethod.Header => FirstToBlame(rule, [HeaderFunction(own), subject.Location, .. Reliable(subject)]),
        BlameMethod.Fault => FirstToBlame(rule, [subject.Location, .. Reliable(subject)]),
        BlameMethod.Trace or BlameMethod.Allocation => FirstToBlame(rule, Reliable(subject)),
        BlameMethod.LockSite => LockPlace(own) ?? FirstToBlame(rule, Reliable(subject)),
        BlameMethod.Activity => ActivityOf(rule, subject),
        BlameMethod.Wait => Waiter(subject),
        _ => null,
    };

    static IEnumerable<CodeLocation?> Reliable(SectionFacts facts) => facts.Frames.Where(f => f.Reliable).Select(f => f.Location);

    static CodeLocation? HeaderFunction(SectionFacts facts)
    {
        if (facts.Section.Capture["function"] is not { } text)
            return null;
        return FrameParser.TryParse(text, out FrameLine frame) && frame.Location is { } location ? location : new CodeLocation(text.TrimEnd('(', ')', ':'), null, null, null, null);
    }

    static CodeLocation? FirstToBlame(HeaderRule rule, IEnumerable<CodeLocation?> places)
    {
        foreach (CodeLocation? place in places)
        {
            if (place?.Symbol is { } symbol && !HelperTable.Contains(rule.Skip | HelperGroups.Always, symbol))
                return place;
        }

        return null;
    }

    // "task/1 is trying to acquire lock:" and the line after it: "(lock){+.+.}, at: [<addr>] function+0x1/0x2"
    static CodeLocation? LockPlace(SectionFacts facts)
    {
        foreach (ReportLine line in facts.Section.Lines)
        {
            int at = line.Text.IndexOf(", at: ", StringComparison.Ordinal);
            if (at >= 0 && FrameParser.TryParse(line.Text.AsSpan(at + 6), out FrameLine frame) && frame.Location is { } location)
                return location;
        }

        return null;
    }

    static CodeLocation? ActivityOf(HeaderRule rule, SectionFacts subject)
    {
        List<CodeLocation> chain = Interrupted.Chain(subject);
        CodeLocation? previous = null;
        foreach (CodeLocation place in chain)
        {
            if (place.Symbol is null)
                continue;
            if (place.Module is not null)
                return place;
        }

        foreach (CodeLocation place in chain)
        {
            if (place.Symbol is not { } symbol)
                continue;
            if (Dispatchers.Contains(symbol))
                return previous ?? place;
            previous = place;
        }

        return FirstToBlame(rule, chain);
    }

    static CodeLocation? Waiter(SectionFacts subject)
    {
        CodeLocation[] frames = [.. Reliable(subject).OfType<CodeLocation>().Where(l => l.Symbol is not null)];
        foreach (CodeLocation place in frames)
        {
            if (WaitPrimitives.IsTelling(place.Symbol!))
                return place;
        }

        foreach (CodeLocation place in frames)
        {
            if (!WaitPrimitives.Contains(place.Symbol!))
                return place;
        }

        return null;
    }
}
