namespace Stucktrace.Incidents.Blame;

/// <summary>Finds what a CPU was doing when the detector interrupted it.</summary>
static class Interrupted
{
    /// <summary>The first of these in a trace is where the detector's interrupt came in; what follows was interrupted.</summary>
    static readonly NameSet Entries = new(
    [
        "*apic_timer_interrupt*", "el1_irq*", "el1h_64_irq", "__irq_svc*", "decrementer_common*", "timer_interrupt*", "call_on_irq_stack*", "do_IRQ*", "ret_from_exception*", "handle_int", "except_vec*", "ext_int_handler*",
    ]);

    /// <summary>True when a frame is where a timer interrupt came in.</summary>
    public static bool IsEntry(StackFrame frame) => frame.Location.Symbol is { } symbol && Entries.Contains(symbol);

    /// <summary>The instruction pointer and the calls below it, innermost first.</summary>
    /// <param name="facts">The section with the stack.</param>
    /// <param name="underTimer">
    /// True to look below the timer interrupt even when an instruction pointer was printed above: a grace period is held up by the task that the
    /// tick found, not by the tick.
    /// </param>
    public static List<CodeLocation> Chain(SectionFacts facts, bool underTimer)
    {
        StackTrace trace = facts.Main;
        int entry = trace.Frames.FindIndex(IsEntry);
        while (entry >= 0 && entry + 1 < trace.Frames.Count && IsEntry(trace.Frames[entry + 1]))
            entry++;
        bool leads = facts.LocationLeads && facts.Location is not null;
        if (entry < 0 && !leads && trace.Interrupted.Count > 0)
            return [trace.Interrupted[0].Location, .. Reliable(trace, trace.Interrupted[0].Index)];
        if (entry < 0 || (leads && !underTimer))
            return [.. leads ? new[] { facts.Location! } : [], .. Reliable(trace, 0)];
        List<CodeLocation> chain = [];
        foreach ((int index, CodeLocation location) in trace.Interrupted)
        {
            if (index == entry + 1)
                chain.Add(location);
        }

        chain.AddRange(Reliable(trace, entry + 1));
        return chain;
    }

    static IEnumerable<CodeLocation> Reliable(StackTrace trace, int from) =>
        trace.Frames.Skip(from).Where(f => f.Reliable).Select(f => f.Location);
}
