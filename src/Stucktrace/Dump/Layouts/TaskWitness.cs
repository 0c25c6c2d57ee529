using Iced.Intel;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>
/// What the kernel's own functions say about fields of task_struct: the one that copies a task's name, the one that prints a task for a report of a hang
/// (kernel/sched/core.c, sched_show_task), and the one that asks for the parent's id.
/// </summary>
/// <param name="Fields">Offsets that functions which touch a field touch, by field.</param>
sealed record TaskWitness(Dictionary<string, HashSet<long>> Fields)
{
    // Name of the function, where the task comes in (None: it is current), and the fields that it can't do without.
    static readonly (string Function, Register Argument, string[] Fields)[] Functions =
    [
        // fs/exec.c: char *buf, size_t size, struct task_struct * since 4.17; char *buf, struct task_struct * before.
        ("__get_task_comm", Register.RDX, ["comm"]),
        ("get_task_comm", Register.RSI, ["comm"]),
        ("sched_show_task", Register.RDI, ["comm", "state", "pid", "real_parent", "stack", "exit_state"]),
        ("__x64_sys_getppid", Register.None, ["real_parent"]),
        ("__do_sys_getppid", Register.None, ["real_parent"]),
        ("sys_getppid", Register.None, ["real_parent"]),
        ("SyS_getppid", Register.None, ["real_parent"]),
    ];

    internal static TaskWitness Of(DumpedKernel kernel)
    {
        CodeOffsets code = new(kernel);
        Dictionary<string, HashSet<long>> fields = new(StringComparer.Ordinal);
        foreach ((string function, Register argument, string[] touched) in Functions)
        {
            if (code.Of(function, argument) is not { } offsets)
                continue;
            foreach (string field in touched)
            {
                if (!fields.TryGetValue(field, out HashSet<long>? known))
                    fields.Add(field, known = []);
                known.UnionWith(offsets);
            }
        }

        return new TaskWitness(fields);
    }

    /// <summary>The one place of those that fit the data: the only one, or the only one that the code touches as well.</summary>
    internal (int Offset, LayoutSource Source)? Only(string field, IReadOnlyCollection<int> candidates)
    {
        int[] touched = Fields.TryGetValue(field, out HashSet<long>? offsets) ? [.. candidates.Where(c => offsets.Contains(c))] : [];
        return touched.Length == 1 ? (touched[0], LayoutSource.KernelCode) : candidates.Count == 1 ? (candidates.First(), LayoutSource.Validated) : null;
    }
}
