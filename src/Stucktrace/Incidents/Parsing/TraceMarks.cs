namespace Stucktrace.Incidents.Parsing;

/// <summary>Headings of call traces, and the marks between the stacks of one trace.</summary>
static class TraceMarks
{
    // x86: show_trace_log_lvl and its ancestors; arm: "Backtrace:"; arm64, riscv: "Call trace:"; kdb: "Stack traceback".
    static readonly string[] Headings = ["Call Trace:", "Call trace:", "Backtrace:", "Stack traceback for", "Trace:"];

    /// <summary>Takes a heading with what belongs to it.</summary>
    public static bool TakeHeading(ref LineScanner scanner)
    {
        foreach (string heading in Headings)
        {
            if (!scanner.Take(heading))
                continue;
            // s390 and powerpc say "([<...>] ...)" on the next line; "Backtrace: no frame pointer" and the like are no frames.
            scanner.SkipBlanks();
            return true;
        }

        return false;
    }

    /// <summary>Takes the marks at this place; the last one holds.</summary>
    /// <param name="scanner">Where to read.</param>
    /// <param name="ends">True when the trace ends here.</param>
    /// <returns>The stack that follows, or null when there is no mark.</returns>
    public static FrameContext? TakeContext(ref LineScanner scanner, out bool ends)
    {
        FrameContext? context = null;
        ends = false;
        while (scanner.Next == '<')
        {
            LineScanner start = scanner;
            scanner.Advance(scanner.Sees("<<") ? 2 : 1);
            if (!scanner.TakeUntil(">", out ReadOnlySpan<char> name) || ContextOf(name) is not { } next)
            {
                scanner = start;
                break;
            }

            scanner.Take('>');
            context = next;
            ends = name.SequenceEqual("/TASK");
            scanner.SkipBlanks();
        }

        return context;
    }

    // <IRQ> … <EOI> until 4.8, <IRQ> … </IRQ> after; <NMI> … <<EOE>>; names of exception stacks: #DF, NMI, #DB, #MC, #VC, #SS, #CP, ESPFIX…
    static FrameContext? ContextOf(ReadOnlySpan<char> mark) => mark switch
    {
        "IRQ" or "SOFTIRQ" or "HARDIRQ" or "OVERFLOW" => FrameContext.Interrupt,
        "NMI" or "ENTRY_TRAMPOLINE" or "DOUBLEFAULT" or "STACKFAULT" or "DEBUG" or "MCE" => FrameContext.Exception,
        "TASK" or "/TASK" or "EOI" or "EOE" or "/IRQ" or "/SOFTIRQ" or "/HARDIRQ" or "/NMI" or "/ENTRY_TRAMPOLINE" or "UNK" => FrameContext.Task,
        ['#', _, _, ..] => FrameContext.Exception,
        ['/', '#', ..] => FrameContext.Task,
        _ => null,
    };
}
