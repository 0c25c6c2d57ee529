namespace Stucktrace.Incidents.Parsing;

/// <summary>Reads what kernels say about locks: lockdep's lists of held locks, and the hung task detector's hint who holds what a task waits for.</summary>
static class LockLineParser
{
    /// <summary>Reads <c>2 locks held by getty/1234:</c> and <c>no locks held by getty/1234.</c></summary>
    /// <param name="text">The message without prefix.</param>
    /// <param name="count">Number of locks that follow.</param>
    /// <param name="comm">Task.</param>
    /// <param name="pid">Its pid.</param>
    public static bool TryParseHeading(ReadOnlySpan<char> text, out int count, out string comm, out int pid)
    {
        LineScanner scanner = new(text.Trim(" \t"));
        comm = string.Empty;
        pid = 0;
        count = 0;
        if (!scanner.Take("no") && !scanner.TakeInt(out count))
            return false;
        if (!scanner.Take(" lock held by ") && !scanner.Take(" locks held by "))
            return false;
        ReadOnlySpan<char> task = scanner.Rest.TrimEnd(":. ");
        int cpu = task.IndexOf(" on CPU#", StringComparison.OrdinalIgnoreCase);
        if (cpu >= 0)
            task = task[..cpu];
        return TaskName.TrySplit(task, '/', out comm, out pid);
    }

    /// <summary>Reads <c> #0: ffff88003a5b3e50 (&amp;tty-&gt;ldisc_sem){++++}-{0:0}, at: ldsem_down_read+0x1/0x2</c>; the address came in 4.17.</summary>
    /// <param name="text">The message without prefix.</param>
    /// <param name="comm">Task of the heading, or null.</param>
    /// <param name="pid">Its pid.</param>
    /// <param name="line">Line in the input.</param>
    /// <returns>Null when it is none.</returns>
    public static HeldLock? TryParseHeld(ReadOnlySpan<char> text, string? comm, int? pid, long line)
    {
        LineScanner scanner = new(text.Trim(" \t"));
        if (!scanner.Take('#') || !scanner.TakeInt(out _) || !scanner.Take(':'))
            return null;
        scanner.SkipBlanks();
        ulong? address = scanner.TakeHex(8, out ulong value) ? value : null;
        scanner.SkipBlanks();
        if (!scanner.Take('('))
            return null;
        int end = scanner.Rest.IndexOf("){", StringComparison.Ordinal);
        if (end < 0)
            return null;
        string name = scanner.Rest[..end].ToString();
        CodeLocation? at = null;
        if (scanner.SkipPast(", at: "))
        {
            ulong? where = null;
            if (scanner.Take("[<") && scanner.TakeHex(8, out ulong code) && scanner.Take(">]"))
                where = code;
            scanner.SkipBlanks();
            SymbolParser.TryTake(ref scanner, where, out at);
        }

        return new HeldLock(comm, pid, name, address, at, line);
    }

    /// <summary>
    /// Reads <c>INFO: task a:1 is blocked on a mutex likely owned by task b:2.</c> and its siblings for semaphores and rw-semaphores
    /// (debug_show_blocker() in kernel/hung_task.c, since 6.16).
    /// </summary>
    /// <param name="text">The message without prefix.</param>
    /// <param name="line">Line in the input.</param>
    /// <returns>Null when it is none.</returns>
    public static LikelyOwner? TryParseOwner(ReadOnlySpan<char> text, long line)
    {
        LineScanner scanner = new(text.Trim(" \t"));
        if (!scanner.SkipPast("blocked on a"))
            return null;
        scanner.Take('n');
        scanner.SkipBlanks();
        int length = scanner.Rest.IndexOfAny(' ', ',');
        string kind = (length < 0 ? scanner.Rest.TrimEnd('.') : scanner.Rest[..length]).ToString();
        if (kind is not ("mutex" or "semaphore" or "rw-semaphore"))
            return null;
        scanner.Advance(kind.Length);
        string relation = scanner.Rest.Contains("last held by", StringComparison.Ordinal) || scanner.Rest.Contains("last holder", StringComparison.Ordinal)
            ? "last held" : "owned";
        if (!scanner.SkipPast(" by task "))
            return new LikelyOwner(kind, relation, null, null, line);
        ReadOnlySpan<char> task = scanner.Rest.TrimEnd(". ");
        if (task.EndsWith("<reader>", StringComparison.Ordinal))
            relation = "owned by a reader";
        int angle = task.LastIndexOf(" <", StringComparison.Ordinal);
        if (angle >= 0)
            task = task[..angle].TrimEnd(' ');
        return TaskName.TrySplit(task, ':', out string comm, out int pid) ? new LikelyOwner(kind, relation, comm, pid, line) : null;
    }
}
