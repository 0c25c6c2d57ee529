namespace Stucktrace.Incidents.Segmentation;

/// <summary>The line with which sched_show_task heads a task's stack.</summary>
static class TaskLine
{
    const string States = "RSDTtXZPIKWNx?";

    /// <summary>True for <c>task:NAME state:D stack:0 pid:1</c> and the older <c>NAME  D ffff… 0 28259 22609 0x00000080</c>.</summary>
    public static bool IsOne(ReadOnlySpan<char> text)
    {
        if (text.Length < 8 || text[0] is ' ' or '\t' or '[' or '<')
            return false;
        if (text.StartsWith("task:", StringComparison.Ordinal))
            return text.Contains("state:", StringComparison.Ordinal);

        // The name is padded to 13 or 15 columns but may be longer where a log squeezed blanks; then one state letter, then a number or "running task".
        for (int at = 1; at < text.Length - 2 && at < 18; at++)
        {
            if (text[at - 1] != ' ' || text[at + 1] != ' ' || !States.Contains(text[at], StringComparison.Ordinal))
                continue;
            ReadOnlySpan<char> rest = text[(at + 1)..].TrimStart();
            if (rest.StartsWith("running task", StringComparison.Ordinal))
                return true;
            return Numbers(rest) >= 3;
        }

        return false;
    }

    static int Numbers(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (Range part in text.Split(' '))
        {
            ReadOnlySpan<char> word = text[part];
            if (word.IsEmpty)
                continue;
            if (word.StartsWith("0x", StringComparison.Ordinal))
                word = word[2..];
            foreach (char c in word)
            {
                if (!char.IsAsciiHexDigit(c))
                    return count;
            }

            count++;
        }

        return count;
    }
}
