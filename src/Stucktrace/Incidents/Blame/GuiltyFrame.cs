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
        BlameMethod.Header => First(rule, [HeaderFunction(own), subject.Location, .. Reliable(subject.Main)]),
        BlameMethod.Fault => First(rule, [subject.Location, .. Reliable(subject.Main)]),
        BlameMethod.Trace => First(rule, Reliable(subject.Main)),
        BlameMethod.LockSite => First(rule, [.. LockSites.Of(own), .. Reliable(subject.Main)]),
        BlameMethod.LockOrder => First(rule, Reliable(subject.Under("which became") ?? subject.Main)),
        BlameMethod.LastFunction => LastFunction(own),
        BlameMethod.PageOrigin => First(rule, Reliable(subject.Under("page last allocated") ?? new StackTrace("", false))),
        BlameMethod.Activity => Activity.Of(rule, Interrupted.Chain(subject, underTimer: false)),
        BlameMethod.StalledCpu => Activity.Of(rule, Interrupted.Chain(subject, underTimer: true)),
        BlameMethod.Wait when IsGuess(rule, subject) => Activity.Of(rule, [.. subject.Main.Frames.Select(f => f.Location)]),
        BlameMethod.Wait => Waiter(rule, subject),
        _ => null,
    };

    /// <summary>
    /// True when a task was running while its stack was printed from outside: the kernel marks every frame of it as unreliable, the right one
    /// among them (kernel/sched/core.c, sched_show_task of a task on another CPU).
    /// </summary>
    public static bool IsGuess(HeaderRule rule, SectionFacts subject) =>
        rule.Kind == ReportKind.TaskDump && subject.Location is null && subject.Main.Frames.Count > 0 && subject.Main.Frames.TrueForAll(f => !f.Reliable);

    /// <summary>The first place that is no helper.</summary>
    public static CodeLocation? First(HeaderRule rule, IEnumerable<CodeLocation?> places) =>
        places.FirstOrDefault(p => p?.Symbol is not null && !IsHelper(rule, p));

    /// <summary>True for functions that reports of this kind only pass through.</summary>
    public static bool IsHelper(HeaderRule rule, CodeLocation place) =>
        place.Symbol is { } symbol && HelperTable.Contains(rule.Skip | HelperGroups.Always, symbol);

    static IEnumerable<CodeLocation?> Reliable(StackTrace trace) => trace.Frames.Where(f => f.Reliable).Select(f => f.Location);

    static CodeLocation? HeaderFunction(SectionFacts facts)
    {
        if (facts.Section.Capture["function"] is not { } text)
            return null;
        if (FrameParser.TryParse(text, out FrameLine frame) && frame.Location is { } location)
            return location.Symbol is null ? null : location with { Module = location.Module ?? facts.Section.Capture["module"] };
        text = text.Trim('(', ')', ':', '.');
        return text.Length == 0 || text.All(char.IsAsciiHexDigit) ? null : new CodeLocation(text, null, null, null, null);
    }

    // kernel/workqueue.c: "     last function: addrconf_dad_work"
    static CodeLocation? LastFunction(SectionFacts facts)
    {
        foreach (ReportLine line in facts.Section.Lines)
        {
            int at = line.Text.IndexOf("last function: ", StringComparison.Ordinal);
            if (at >= 0)
                return new CodeLocation(line.Text[(at + "last function: ".Length)..].Trim(), null, null, null, null);
        }

        return null;
    }

    static CodeLocation? Waiter(HeaderRule rule, SectionFacts subject)
    {
        List<CodeLocation> places = [.. Reliable(subject.Main).OfType<CodeLocation>().Where(l => l.Symbol is not null && !IsHelper(rule, l))];
        foreach (CodeLocation place in places)
        {
            if (WaitPrimitives.TellingName(place.Symbol!) is { } name)
                return place with { Symbol = name };
        }

        return places.Find(p => !WaitPrimitives.Contains(p.Symbol!));
    }
}
