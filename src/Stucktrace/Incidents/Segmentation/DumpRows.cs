namespace Stucktrace.Incidents.Segmentation;

/// <summary>
/// Order of the rows with which an x86-64 kernel says where a CPU is (print_modules, dump_stack_print_info, __show_regs and the trace, in the order of
/// watchdog_timer_fn, kernel/watchdog.c), for telling dumps that were printed at once apart.
/// </summary>
static class DumpRows
{
    // Optional rows may be left out, and none else: a dump goes on with its next row.
    static readonly (string Begins, bool IsOptional)[] Order =
    [
        ("Modules linked in:", true), ("CPU:", true), ("Hardware name:", true), ("Workqueue:", true), ("RIP:", false), ("Code:", true), ("RSP:", false), ("RAX:", false), ("RDX:", false),
        ("RBP:", false), ("R10:", false), ("R13:", false), ("FS:", false), ("CS:", false), ("CR2:", false), ("DR0:", true), ("DR3:", true), ("Call Trace:", false),
    ];

    /// <summary>Rank of the row that begins the registers.</summary>
    internal static int FirstOfRegisters { get; } = Array.FindIndex(Order, r => r.Begins == "RIP:");

    /// <summary>Rank of the row that names the work of a kernel worker; after the line of a task that sleeps, too.</summary>
    internal static int Workqueue { get; } = Array.FindIndex(Order, r => r.Begins == "Workqueue:");

    /// <summary>Rank of the row of code bytes, which closed the dump until 4.8.</summary>
    internal static int Code { get; } = Array.FindIndex(Order, r => r.Begins == "Code:");

    /// <summary>Rank of the heading of the trace.</summary>
    internal static int Heading { get; } = Array.FindIndex(Order, r => r.Begins == "Call Trace:");

    /// <summary>Place of a row in the dump, or -1.</summary>
    internal static int RankOf(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        if (text.Length < 3 || text[0] is not ('R' or 'C' or 'F' or 'D' or 'M' or 'H' or 'W'))
            return -1;
        for (int i = 0; i < Order.Length; i++)
        {
            if (text.StartsWith(Order[i].Begins, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    /// <summary>True when a row can follow another one with no row lost between them.</summary>
    /// <param name="last">Rank of the row before, -1 at the beginning.</param>
    /// <param name="next">Rank of the row.</param>
    internal static bool Follows(int last, int next)
    {
        if (next <= last)
            return false;
        for (int i = last + 1; i < next; i++)
        {
            if (!Order[i].IsOptional)
                return false;
        }

        return true;
    }
}
