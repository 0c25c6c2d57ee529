using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>Finds rq.curr and rq.idle of the run queues: pointers to the task that runs on each CPU, and to one named swapper with pid 0.</summary>
static class QueueLayout
{
    const int QueueBytes = 4096;

    internal static void Find(DumpedKernel kernel, CpuAreas areas, DerivedFields fields)
    {
        ulong? symbol = kernel.Symbols.Find("runqueues") ?? kernel.Symbols.Find("per_cpu__runqueues");
        if (symbol is not { } queues || areas.Offsets.Length == 0 || fields.Offset("task_struct", "comm") is not { } comm || fields.Offset("task_struct", "pid") is not { } pid)
            return;
        List<int> current = [], idle = [];
        for (int offset = 0; offset < QueueBytes; offset += 8)
        {
            int at = offset;
            ulong[] values = [.. areas.Offsets.Select(o => kernel.Memory.Number(unchecked(queues + o) + (ulong)at) ?? 0)];
            if (!Array.TrueForAll(values, TaskSample.IsPointer) || values.Distinct().Count() != values.Length)
                continue;
            if (areas.Current.AsSpan().SequenceEqual(values))
                current.Add(at);
            if (Array.TrueForAll(values, v => IsIdle(kernel.Memory, v, comm, pid)))
                idle.Add(at);
        }

        if (current.Count == 1)
            fields.Add("rq", "curr", current[0], 8);
        // Where every CPU is idle both pointers are the same, and which is which is not known.
        if (idle.Count == 1)
            fields.Add("rq", "idle", idle[0], 8);
    }

    static bool IsIdle(AddressSpace memory, ulong task, int comm, int pid)
    {
        Span<byte> name = stackalloc byte[8];
        return memory.Read(task + (ulong)comm, name) == MemoryState.Present && name.StartsWith("swapper"u8) && memory.Number(task + (ulong)pid, 4) == 0;
    }
}
