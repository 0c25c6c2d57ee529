using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Dump;

namespace Stucktrace.Reporting.Dumps;

/// <summary>Chooses tasks by what a user types: process ids, names, letters of states, the addresses of task_structs, or <c>all</c>.</summary>
static class TaskChoice
{
    internal static ImmutableArray<DumpedTask> Of(DumpedMachine machine, IReadOnlyList<string> words) =>
        words.Count == 0 ? machine.Tasks : [.. machine.Tasks.Where(t => words.Any(w => Fits(t, w)))];

    static bool Fits(DumpedTask task, string word)
    {
        if (word is "all")
            return true;
        if (word.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return ulong.TryParse(word.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong address) && task.Address == address;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
            return task.Pid == pid;
        return word.Length == 1 && char.IsAsciiLetter(word[0]) ? task.StateLetter == word[0] : task.Comm == word;
    }

    /// <summary>The tasks whose stacks tell most: what each CPU runs, then whoever is blocked.</summary>
    internal static ImmutableArray<DumpedTask> OfInterest(DumpedMachine machine) =>
        [.. machine.Tasks.Where(t => t.IsCurrent), .. machine.Tasks.Where(t => !t.IsCurrent && t.StateLetter == 'D')];
}
