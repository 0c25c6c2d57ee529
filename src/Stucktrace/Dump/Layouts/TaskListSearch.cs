using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>
/// Finds task_struct.comm and task_struct.tasks: init_task is named swapper (swapper/0 since 3.0; init/init_task.c, INIT_TASK_COMM), and only through the
/// right pair of offsets do its neighbours form a ring of structs that all have names, kthreadd among them (kernel/kthread.c).
/// </summary>
static class TaskListSearch
{
    const int NameBytes = 16, FewestTasks = 3;

    /// <returns>Null when no pair of offsets fits, or more than one.</returns>
    internal static TaskSamples? Find(DumpedKernel kernel, ulong initTask, IReadOnlyCollection<ulong> current, int mostTasks, StepBudget budget, DerivedFields fields)
    {
        AddressSpace memory = kernel.Memory;
        TaskWitness witness = TaskWitness.Of(kernel);
        TaskSample init = new(memory, initTask);
        List<(int Comm, int Tasks, List<ulong> Leaders)> found = [];
        foreach (int comm in Names(init))
        {
            for (int tasks = 0; tasks <= init.Known - 16; tasks += 8)
            {
                if (Ring(memory, init, tasks, comm, mostTasks, budget) is { } leaders)
                    found.Add((comm, tasks, leaders));
            }
        }

        if (found.Count != 1)
            return null;
        (int name, int link, List<ulong> ring) = found[0];
        fields.Add("task_struct", "comm", name, NameBytes, witness.Only("comm", [name])!.Value.Source);
        fields.Add("task_struct", "tasks", link, 16);
        return new TaskSamples(memory, [init, .. ring.Take(TaskSamples.Most).Select(a => new TaskSample(memory, a))], [initTask, .. ring], [.. current], witness, budget);
    }

    static IEnumerable<int> Names(TaskSample init)
    {
        for (int at = 0; at <= init.Known - NameBytes; at += 4)
        {
            ReadOnlySpan<byte> name = init.Span.Slice(at, NameBytes);
            if (name.StartsWith("swapper\0"u8) || name.StartsWith("swapper/0\0"u8))
                yield return at;
        }
    }

    static List<ulong>? Ring(AddressSpace memory, TaskSample init, int tasks, int comm, int most, StepBudget budget)
    {
        ulong head = init.Address + (ulong)tasks, before = head, node = init.Word(tasks);
        List<ulong> leaders = [];
        bool daemon = false;
        Span<byte> name = stackalloc byte[NameBytes];
        while (node != head)
        {
            ulong task = node - (ulong)tasks;
            if (!budget.Take() || !TaskSample.IsPointer(node) || leaders.Count >= most || memory.Number(node + 8) != before
                || memory.Read(task + (ulong)comm, name) != MemoryState.Present || !IsName(name) || memory.Number(node) is not { } next)
                return null;
            daemon |= name.StartsWith("kthreadd\0"u8);
            leaders.Add(task);
            (before, node) = (node, next);
        }

        return daemon && leaders.Count >= FewestTasks ? leaders : null;
    }

    static bool IsName(ReadOnlySpan<byte> name)
    {
        int end = name.IndexOf((byte)0);
        return end > 0 && name[..end].IndexOfAnyInRange((byte)0, (byte)0x1f) < 0;
    }
}
