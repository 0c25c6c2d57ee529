using System.Numerics;
using Stucktrace.Dump.Reading;
using Stucktrace.Kernel;

namespace Stucktrace.Dump.Tasks;

/// <summary>
/// The letters that ps shows for the states of tasks. The bits changed their meaning over time (EXIT_ZOMBIE and EXIT_DEAD were swapped in 3.15, TASK_PARKED
/// moved in 4.14), so the kernel's own table is read: task_state_array in fs/proc/array.c, whose n-th text begins with the letter of the n-th bit.
/// </summary>
sealed class TaskStateLetters
{
    // Of fs/proc/array.c: before 3.15, from 3.15 to 4.13, since 4.14. Used only where the kernel's own table is not in the dump.
    const string Before315 = "RSDTtZX", Before414 = "RSDTtXZ", Since414 = "RSDTtXZPI";
    const int MostStates = 16;

    // TASK_IDLE is TASK_UNINTERRUPTIBLE | TASK_NOLOAD (include/linux/sched.h since 4.2, shown as I since 4.14).
    const ulong Uninterruptible = 0x2, NoLoad = 0x400;

    readonly string _letters;

    TaskStateLetters(string letters) => _letters = letters;

    internal static TaskStateLetters Read(KernelReader reader) => new(FromTable(reader) ?? FromRelease(KernelRelease.Parse(reader.Kernel.Release)));

    internal static string FromRelease(KernelRelease? release) => release switch
    {
        { EnterpriseMajor: 7 } => Before315,
        not null when !release.AtLeast(3, 15) => Before315,
        not null when !release.AtLeast(4, 14) => Before414,
        _ => Since414,
    };

    static string? FromTable(KernelReader reader)
    {
        if (reader.Symbol("task_state_array") is not { } table)
            return null;
        Span<char> letters = stackalloc char[MostStates];
        int count = 0;
        // Each text reads "S (sleeping)"; what lies behind the table does not.
        while (count < MostStates && reader.Memory.Number(table + (ulong)count * 8) is { } text && reader.Text(text, 24) is [var letter, ' ', '(', ..] && char.IsAsciiLetter(letter))
            letters[count++] = letter;
        return count >= Before315.Length && letters[..3] is "RSD" ? new string(letters[..count]) : null;
    }

    /// <summary>The letter of a task; ? for bits that the kernel has no letter for.</summary>
    /// <param name="state">state or __state.</param>
    /// <param name="exitState">exit_state.</param>
    internal char Of(ulong state, ulong exitState)
    {
        if ((state & (Uninterruptible | NoLoad)) == (Uninterruptible | NoLoad) && exitState == 0 && _letters.Contains('I', StringComparison.Ordinal))
            return 'I';
        // The bits that have a letter: with I in the table, its last entry is no bit but the case above.
        int bits = _letters.EndsWith('I') ? _letters.Length - 2 : _letters.Length - 1;
        ulong shown = (state | exitState) & ((1UL << bits) - 1);
        int index = shown == 0 ? 0 : 64 - BitOperations.LeadingZeroCount(shown);
        return index < _letters.Length ? _letters[index] : '?';
    }
}
