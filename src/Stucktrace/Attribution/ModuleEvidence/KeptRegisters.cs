using System.Collections.Immutable;
using Stucktrace.Incidents;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>
/// Which registers still hold what they held in a function farther out. A report prints those of the innermost function; a value that this one has not
/// touched since it was entered is the caller's.
/// </summary>
static class KeptRegisters
{
    // rbx, rbp, r12 to r15 belong to the caller (x86-64 psABI); small functions without calls leave them alone.
    static readonly int[] Callers = [3, 5, 12, 13, 14, 15];

    // lib/string.c, lib/string_helpers.c, arch/x86/lib/memcpy_64.S and friends: no calls, few values.
    static readonly string[] Leaves =
    [
        "strcmp", "strncmp", "strcasecmp", "strncasecmp", "strlen", "strnlen", "strchr", "strrchr", "strnchr", "strstr", "strspn", "strcspn", "strcpy", "strncpy", "strcat", "strsep",
        "memcmp", "bcmp", "memcpy", "__memcpy", "memcpy_orig", "memcpy_erms", "memset", "__memset", "memset_orig", "memset_erms", "memmove", "__memmove", "memchr", "memscan", "delay_tsc", "delay_loop", "__const_udelay", "__udelay", "native_read_tsc",
    ];

    /// <summary>For each register the one of the outermost place that it still holds; -1 when that is not known.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">Places of the active chain, innermost first.</param>
    internal static int[] Of(Report report, IReadOnlyList<CodePlace> path)
    {
        int[] held = new int[16];
        for (int register = 0; register < held.Length; register++)
            held[register] = register;
        if (path[0].Frame >= 0)
            Keep(held, IsLeaf(report, path[0]) ? r => Array.IndexOf(Callers, r) >= 0 ? r : -1 : _ => -1);
        for (int i = 0; i + 1 < path.Count; i++)
        {
            ImmutableArray<Expression> values = path[i].Module.ValuesBefore(path[i].Function, path[i].Address);
            Keep(held, r => !values.IsEmpty && values[r] is { Kind: ExpressionKind.EntryRegister } entry ? (int)entry.Number : -1);

            // What stands between two calls that are not neighbours is not known.
            if (path[i + 1].Frame != path[i].Frame + 1 && report.Frames[(path[i].Frame + 1)..path[i + 1].Frame].Any(f => f.Judged != FrameJudgement.Stale))
                Keep(held, _ => -1);
        }

        return held;
    }

    static void Keep(int[] held, Func<int, int> next)
    {
        for (int register = 0; register < held.Length; register++)
            held[register] = held[register] < 0 ? -1 : next(held[register]);
    }

    // The CPU was in a function of the kernel that the module called itself.
    static bool IsLeaf(Report report, CodePlace first) =>
        report.Location is { Module: null, Symbol: { } symbol } && Array.IndexOf(Leaves, symbol) >= 0 && report.Frames[..first.Frame].All(f => f.Judged == FrameJudgement.Stale || f.Location == report.Location);
}
