using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>Task structs to hold candidates against: init_task first, then leaders in the order of the list.</summary>
/// <param name="Memory">The kernel's memory.</param>
/// <param name="All">The samples.</param>
/// <param name="Addresses">Addresses of all leaders of the list, also of those that were not read.</param>
/// <param name="Current">Tasks that were running.</param>
/// <param name="Witness">What the kernel's code says.</param>
/// <param name="Budget">Steps along lists that are left.</param>
sealed record TaskSamples(AddressSpace Memory, TaskSample[] All, HashSet<ulong> Addresses, HashSet<ulong> Current, TaskWitness Witness, StepBudget Budget)
{
    /// <summary>More show nothing new.</summary>
    internal const int Most = 200;

    internal TaskSample Init => All[0];

    /// <summary>Bytes that are known of nearly all.</summary>
    internal int Known => All.Select(t => t.Known).Order().ElementAt(All.Length / 10);

    /// <summary>Offsets that fit all samples that reach so far.</summary>
    internal int[] Where(int step, int size, Func<TaskSample, int, bool> fits)
    {
        List<int> found = [];
        int end = Known - size;
        for (int offset = 0; offset <= end; offset += step)
        {
            int at = offset;
            if (Array.TrueForAll(All, t => t.Known < at + size || fits(t, at)))
                found.Add(at);
        }

        return [.. found];
    }
}
