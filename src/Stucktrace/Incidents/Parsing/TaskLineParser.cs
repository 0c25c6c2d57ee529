namespace Stucktrace.Incidents.Parsing;

/// <summary>
/// Reads sched_show_task()'s line: <c>crond D 000000000000001c 0 28259 22609 0x00000080</c> until 5.9, <c>task:crond state:D stack:0 pid:125 …</c> since.
/// The hexadecimal column is thread_saved_pc(), which on x86-64 is stack residue: it is passed over.
/// </summary>
static class TaskLineParser
{
    const string States = "RSDTtXZPIKWx?";

    /// <summary>Reads the line.</summary>
    /// <param name="text">The message without prefix.</param>
    /// <param name="task">What it says.</param>
    /// <returns>False when it is none.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TaskLine task)
    {
        text = text.Trim(" \t");
        return text.StartsWith("task:", StringComparison.Ordinal) ? TryLabelled(text, out task) : TryColumns(text, out task);
    }

    static bool TryLabelled(ReadOnlySpan<char> text, out TaskLine task)
    {
        task = default;
        int state = text.LastIndexOf(" state:", StringComparison.Ordinal);
        if (state < 0 || state + 7 >= text.Length)
            return false;
        string comm = text["task:".Length..state].TrimEnd(' ').ToString();
        char letter = text[state + 7];
        LineScanner scanner = new(text[(state + 8)..]);
        bool running = scanner.Rest.Contains("running task", StringComparison.Ordinal);
        if (Label(scanner.Rest, " pid:") is not { } pid || !States.Contains(letter, StringComparison.Ordinal))
            return false;
        int at = scanner.Rest.LastIndexOf(" flags:", StringComparison.Ordinal);
        scanner.Advance(at < 0 ? scanner.Rest.Length : at + " flags:".Length);
        ulong? flags = scanner.TakePrefixedHex(out ulong bits) ? bits : null;
        task = new TaskLine(comm, letter, pid, Label(text[state..], " tgid:"), Label(text[state..], " ppid:"), flags) { Running = running };
        return true;
    }

    static int? Label(ReadOnlySpan<char> text, ReadOnlySpan<char> label)
    {
        LineScanner scanner = new(text);
        if (!scanner.SkipPast(label))
            return null;
        scanner.SkipBlanks();
        return scanner.TakeInt(out int value) ? value : null;
    }

    // From the right, because the comm may hold anything: [address] flags ppid pid stack [hex | "running task" …] state comm.
    static bool TryColumns(ReadOnlySpan<char> text, out TaskLine task)
    {
        task = default;
        ReadOnlySpan<char> rest = text;
        ulong? flags = null;
        ReadOnlySpan<char> last = TakeLast(ref rest);
        if (last.StartsWith("0x", StringComparison.Ordinal))
            flags = Hex(last);
        else if (last.Length is 8 or 16)
            flags = HexWord(ref rest, last);
        if (flags is null && last is not ("(NOTLB)" or "(L-TLB)"))
            return false;
        int state = StateColumn(rest, out bool running);
        if (state <= 0)
            return false;

        string comm = rest[..state].Trim(' ').ToString();
        char letter = rest[state + 1];
        LineScanner scanner = new(rest[(state + 2)..]);
        scanner.SkipBlanks();
        bool old = last[0] == '(';
        if (scanner.Take("running task") || scanner.Take("running"))
        {
            scanner.SkipBlanks();
            if (scanner.Take("on cpu"))
            {
                scanner.SkipBlanks();
                scanner.TakeInt(out _);
            }
        }
        else
        {
            // thread_saved_pc: 8 to 16 digits, gone since 4.9; a stack size is shorter.
            LineScanner before = scanner;
            if (scanner.TakeWord().Length is < 8 or > 16)
                scanner = before;
        }

        scanner.SkipBlanks();
        if (!scanner.TakeInt(out _))
            return false;
        scanner.SkipBlanks();
        if (!scanner.TakeInt(out int pid))
            return false;
        scanner.SkipBlanks();
        bool hasParent = scanner.TakeInt(out int ppid);
        if (!hasParent && !old)
            return false;
        task = new TaskLine(comm, letter, pid, null, hasParent ? ppid : null, flags) { Running = running };
        return comm.Length > 0;
    }

    // The state letter stands alone between blanks; the last such place before the numbers is it.
    static int StateColumn(ReadOnlySpan<char> text, out bool running)
    {
        int word = text.IndexOf("running", StringComparison.Ordinal);
        running = word > 0;
        ReadOnlySpan<char> head = running ? text[..word].TrimEnd(' ') : text;
        for (int i = head.Length - 2; i >= 0; i--)
        {
            // 4.9 to 5.9 print "%c%5lu": a stack size of five digits follows without a blank.
            bool alone = head[i] == ' ' && (i + 2 == head.Length || head[i + 2] == ' ' || StackSizeFollows(head[(i + 2)..]));
            if (alone && States.Contains(head[i + 1], StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    static bool StackSizeFollows(ReadOnlySpan<char> text) => text.IndexOf(' ') == 5 && !text[..5].ContainsAnyExceptInRange('0', '9');

    // A task's address may stand behind the flags (5.x trees of Android): "… 1234 1 0x00000080 0000000012345678".
    static ulong? HexWord(ref ReadOnlySpan<char> rest, scoped ReadOnlySpan<char> last)
    {
        LineScanner scanner = new(last);
        if (!scanner.TakeHex(out _) || !scanner.AtEnd)
            return null;
        ReadOnlySpan<char> flags = TakeLast(ref rest);
        return flags.StartsWith("0x", StringComparison.Ordinal) ? Hex(flags) : null;
    }

    static ulong? Hex(ReadOnlySpan<char> text)
    {
        LineScanner scanner = new(text);
        return scanner.TakePrefixedHex(out ulong value) && scanner.AtEnd ? value : null;
    }

    static ReadOnlySpan<char> TakeLast(ref ReadOnlySpan<char> text)
    {
        int at = text.LastIndexOf(' ');
        ReadOnlySpan<char> word = text[(at + 1)..];
        text = at < 0 ? [] : text[..at].TrimEnd(' ');
        return word;
    }
}
