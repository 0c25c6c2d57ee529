namespace Stucktrace.Incidents.Parsing;

/// <summary>
/// Reads the lines that name CPU, task, taint, release and machine: <c>CPU: 1 PID: 130 Comm: …</c> (dump_stack_print_info, since 3.10),
/// <c>Pid: 130, comm: …</c> (until 3.9), <c>Process x (pid: …</c>, <c>CPU 1</c>, and the taint lines of hung tasks and lockdep.
/// </summary>
static class CpuLineParser
{
    /// <summary>Reads such a line.</summary>
    /// <param name="text">The message without prefix.</param>
    /// <param name="lineNumber">Line in the input.</param>
    /// <param name="line">What it says.</param>
    /// <returns>False when it is none.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, long lineNumber, out CpuLine line)
    {
        LineScanner scanner = new(text);
        scanner.SkipBlanks();
        line = default;
        switch (scanner.Next)
        {
            case 'C':
                return TryCpu(ref scanner, lineNumber, out line);
            case 'P':
                return TryPid(ref scanner, lineNumber, out line) || TryProcess(ref scanner, out line);
            case 'H' when scanner.Take("Hardware name:"):
                line = new CpuLine { Hardware = Trimmed(scanner.Rest) };
                return true;
            case 't' when scanner.Take("task: "):
                // x86-64 3.10 to 4.13: "task: ffff880036d5e220 ti: ffff88003a8f4000 task.ti: …"
                bool taken = scanner.TakeHex(8, out ulong task) && scanner.Next == ' ';
                line = new CpuLine { TaskAddress = taken ? task : null };
                return taken;
            case 'T' or 'N':
                return TryTaintAlone(ref scanner, lineNumber, out line);
            case >= '2' and <= '9':
                return TryReleaseFirst(ref scanner, lineNumber, out line);
            default:
                return false;
        }
    }

    // "CPU: 1 UID: 0 PID: 130 Comm: worker/1:2 Kdump: loaded Tainted: G           OE      6.1.0-56-amd64 #1  Debian 6.1.192-1"
    static bool TryCpu(ref LineScanner scanner, long lineNumber, out CpuLine line)
    {
        line = default;
        if (scanner.Take("CPU "))
        {
            // x86-64 until 3.9 prints the CPU on a line of its own; i386 and early 3.x put more behind it.
            bool alone = scanner.TakeInt(out int only) && scanner.Rest.TrimEnd(":, ").IsEmpty;
            line = new CpuLine { Cpu = alone ? only : null };
            return alone && only >= 0;
        }

        if (!scanner.Take("CPU:"))
            return false;
        scanner.SkipBlanks();
        if (!scanner.TakeInt(out int cpu))
            return false;
        scanner.SkipBlanks();
        if (scanner.Take("UID:"))
        {
            scanner.SkipBlanks();
            scanner.TakeNumber(out _);
            scanner.SkipBlanks();
        }

        line = new CpuLine { Cpu = cpu };
        if (!scanner.Take("PID:"))
        {
            // arm until 3.9: "CPU: 0    Not tainted  (3.4.0 #1)"
            return scanner.AtEnd || FillTail(ref scanner, lineNumber, ref line);
        }

        scanner.SkipBlanks();
        if (!scanner.TakeInt(out int pid))
            return false;
        scanner.SkipBlanks();
        line = line with { Pid = pid };
        if (!scanner.Take("Comm: "))
            return true;
        FillCommAndTail(ref scanner, lineNumber, ref line);
        return true;
    }

    // "Pid: 27392, comm: a.out Not tainted 2.6.32-754.6.3.el6.x86_64 #1 VMware, Inc. …"; i386: "Pid: 1, comm: init Not tainted (2.6.30 #1) Vendor"
    static bool TryPid(ref LineScanner scanner, long lineNumber, out CpuLine line)
    {
        line = default;
        if (!scanner.Take("Pid: ") && !scanner.Take("PID: "))
            return false;
        scanner.SkipBlanks();
        if (!scanner.TakeInt(out int pid))
            return false;
        scanner.Take(',');
        scanner.SkipBlanks();
        if (!scanner.Take("comm: "))
            return false;
        scanner.SkipBlanks();
        line = new CpuLine { Pid = pid };
        FillCommAndTail(ref scanner, lineNumber, ref line);
        return true;
    }

    // "Process a.out (pid: 5114, threadinfo ffff88013ba58000, task ffff88013ba2cab0)"; i386 and arm have other fields behind the pid.
    static bool TryProcess(ref LineScanner scanner, out CpuLine line)
    {
        line = default;
        if (!scanner.Take("Process "))
            return false;
        int at = scanner.Rest.LastIndexOf(" (pid:", StringComparison.Ordinal);
        if (at < 0)
            return false;
        string comm = scanner.Rest[..at].ToString();
        scanner.Advance(at + " (pid:".Length);
        scanner.SkipBlanks();
        if (!scanner.TakeInt(out int pid))
            return false;
        ulong? task = null;
        if (scanner.SkipPast("task") && (scanner.Take(' ') || scanner.Take('=') || scanner.Take(".ti=")))
        {
            scanner.Take("0x");
            if (scanner.TakeHex(8, out ulong address))
                task = address;
        }

        line = new CpuLine { Pid = pid, Comm = comm, TaskAddress = task };
        return true;
    }

    // Hung task since 2.6.34 and EL6: "      Tainted: G --L------------ 2.6.32-754.6.3.el6.x86_64 #1"
    static bool TryTaintAlone(ref LineScanner scanner, long lineNumber, out CpuLine line)
    {
        line = default;
        if (TaintParser.TryParseList(scanner.Rest, lineNumber) is { } list)
        {
            line = new CpuLine { Taint = list };
            return true;
        }

        return FillTail(ref scanner, lineNumber, ref line);
    }

    // lockdep: "6.1.0-rc1+ #12 Not tainted"
    static bool TryReleaseFirst(ref LineScanner scanner, long lineNumber, out CpuLine line)
    {
        line = default;
        ReadOnlySpan<char> release = scanner.TakeWord();
        if (!LooksLikeRelease(release))
            return false;
        scanner.SkipBlanks();
        if (!scanner.Take('#'))
            return false;
        int start = FirstOf(scanner.Rest, "Not tainted", "Tainted: ");
        if (start < 0)
            return false;
        scanner.Advance(start);
        TaintParser.TryTake(ref scanner, lineNumber, out Taint? taint);
        line = new CpuLine { Taint = taint, Kernel = release.ToString() };
        return true;
    }

    // A comm may hold blanks, colons and parentheses, so it ends where the taint or the release begins: looked for from its longest length.
    static void FillCommAndTail(ref LineScanner scanner, long lineNumber, ref CpuLine line)
    {
        ReadOnlySpan<char> rest = scanner.Rest;
        int end = FirstOf(rest, " Not tainted", " Tainted: ", " Kdump: ");
        if (end < 0)
        {
            line = line with { Comm = Trimmed(rest) };
            scanner.Advance(rest.Length);
            return;
        }

        line = line with { Comm = Trimmed(rest[..end]) };
        scanner.Advance(end + 1);
        if (scanner.Take("Kdump: "))
        {
            scanner.TakeWord();
            scanner.SkipBlanks();
        }

        FillTail(ref scanner, lineNumber, ref line);
    }

    // "Not tainted 2.6.32-754.6.3.el6.x86_64 #1 Inspur NF5280M4" or "Not tainted (2.6.30 #1) Vendor" or "Tainted: G W 6.1.0 #1  Debian 6.1.192-1"
    static bool FillTail(ref LineScanner scanner, long lineNumber, ref CpuLine line)
    {
        if (!TaintParser.TryTake(ref scanner, lineNumber, out Taint? taint))
            return false;
        scanner.SkipBlanks();
        bool parenthesis = scanner.Take('(');
        ReadOnlySpan<char> word = scanner.TakeWord();
        string? kernel = LooksLikeRelease(word) ? SharedText.Of(word.TrimEnd(')')) : null;
        line = line with { Taint = taint, Kernel = kernel };
        if (kernel is null)
            return true;
        scanner.SkipBlanks();
        if (parenthesis)
            scanner.SkipPast(")");
        else if (scanner.Take('#'))
            scanner.TakeWord();
        // Since 3.10 the machine has a line of its own and the version's rest or "PREEMPT(full)" stands here.
        if (line.Cpu is null)
            line = line with { Hardware = Trimmed(scanner.Rest) };
        return true;
    }

    // Two numbers with a dot between them.
    static bool LooksLikeRelease(ReadOnlySpan<char> word)
    {
        int dot = word.IndexOf('.');
        return dot is 1 or 2 && char.IsAsciiDigit(word[0]) && dot + 1 < word.Length && char.IsAsciiDigit(word[dot + 1]);
    }

    static string? Trimmed(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t");
        return text.IsEmpty ? null : SharedText.Of(text);
    }

    static int FirstOf(ReadOnlySpan<char> text, params ReadOnlySpan<string> markers)
    {
        int first = -1;
        foreach (string marker in markers)
        {
            int at = text.IndexOf(marker, StringComparison.Ordinal);
            if (at >= 0 && (first < 0 || at < first))
                first = at;
        }

        return first;
    }
}
