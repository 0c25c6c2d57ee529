namespace Stucktrace.Incidents.Recognition;

/// <summary>What may stand before a header on its line: names of the printing subsystem (pr_fmt) and remains of other prefixes.</summary>
static class LeadIns
{
    static readonly string[] Words =
    [
        "watchdog:", "NMI watchdog:", "rcu:", "traps:", "mce:", "rcu_tasks:", "Message from", "kernel:", "[", "8<--- cut here ---", "workqueue:", "sysrq:",
        "Oops:", "x86/mm:", "Fault:", "EDAC", "sched:", "|", "printk:",
    ];

    /// <summary>True when a header may follow the text.</summary>
    public static bool Allow(ReadOnlySpan<char> before)
    {
        before = before.Trim();
        if (before.IsEmpty || before[^1] == ']')
            return true;
        foreach (string word in Words)
        {
            if (before.EndsWith(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>True when no word runs into the place: <c>DEBUG:</c> holds no <c>BUG:</c>.</summary>
    public static bool IsWordStart(ReadOnlySpan<char> text, int at) =>
        at == 0 || text[..at].EndsWith("user memory access", StringComparison.Ordinal) || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '"' or '\'' or '=' or '/' or '-');

    /// <summary>How many characters at the beginning of a line are blanks.</summary>
    public static int Length(ReadOnlySpan<char> text) => text.Length - text.TrimStart().Length;
}
