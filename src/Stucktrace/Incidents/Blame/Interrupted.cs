namespace Stucktrace.Incidents.Blame;

/// <summary>Finds what a CPU was doing when the detector interrupted it.</summary>
static class Interrupted
{
    /// <summary>The first of these in a trace is where the detector's interrupt came in; what follows was interrupted.</summary>
    static readonly NameSet Entries = new(
    [
        "*apic_timer_interrupt*", "asm_sysvec_*", "asm_common_interrupt*", "el1_irq*", "el1h_64_irq*", "__irq_svc*", "decrementer_common*", "timer_interrupt*", "nmi", "asm_exc_nmi", "end_repeat_nmi", "ret_from_intr", "common_interrupt*", "call_function_interrupt*", "reschedule_interrupt*", "handle_exception*", "ret_from_exception*",
    ]);

    /// <summary>The instruction pointer and the calls below it, innermost first.</summary>
    public static List<CodeLocation> Chain(SectionFacts facts)
    {
        List<CodeLocation> chain = [];
        int from = 0;
        bool before = facts.Interrupted.Count > 0 && facts.Interrupted[0].Index == 0;
        if (before)
        {
            chain.Add(facts.Interrupted[0].Location);
        }
        else
        {
            int entry = facts.Frames.FindIndex(f => f.Location.Symbol is { } symbol && Entries.Contains(symbol));
            from = entry + 1;
            if (entry >= 0)
                chain.AddRange(facts.Interrupted.Where(i => i.Index == from).Select(i => i.Location).Take(1));
        }

        for (int i = from; i < facts.Frames.Count; i++)
        {
            if (facts.Frames[i].Reliable)
                chain.Add(facts.Frames[i].Location);
        }

        return chain;
    }
}
