using Stucktrace.Dump.Reading;

namespace Stucktrace.Dump.Tasks;

/// <summary>
/// The tasks that the table of process ids leads to: since 4.15 init_pid_ns.idr, a radix tree (up to 4.19) or xarray of struct pid (kernel/pid.c,
/// lib/radix-tree.c, include/linux/xarray.h). Every task is in the initial namespace's table, so this finds what a broken list has lost.
/// </summary>
static class PidTable
{
    // 64 slots a node (XA_CHUNK_SHIFT, RADIX_TREE_MAP_SHIFT with CONFIG_BASE_SMALL=0); ids have 22 bits, so four levels.
    const int Slots = 64, Levels = 6;

    internal static IEnumerable<ulong> Tasks(KernelReader reader)
    {
        // pid->tasks[PIDTYPE_PID] leads to task->pid_links[PIDTYPE_PID] since 4.19, to task->pids[PIDTYPE_PID].node before: both begin their arrays.
        ulong? link = reader.Offset("task_struct", "pid_links") ?? reader.Offset("task_struct", "pids");
        if (reader.Symbol("init_pid_ns") is not { } space || reader.Offset("pid", "tasks") is not { } tasks || link is not { } offset)
            yield break;
        string? root = reader.FirstOf("pid_namespace", "idr.idr_rt.xa_head", "idr.idr_rt.rnode");
        if (root is null || reader.Field(space, "pid_namespace", root) is not { } entry)
            yield break;
        // An internal entry is marked by the bits 10 in an xarray (since 4.20), by 01 in the radix tree.
        ulong mark = root.EndsWith("xa_head", StringComparison.Ordinal) ? 2UL : 1UL;
        ulong? slots = reader.Offset(mark == 2 ? "xa_node" : "radix_tree_node", "slots");
        int found = 0;
        HashSet<ulong> nodes = [];
        foreach (ulong pid in slots is { } at ? Entries(reader, entry, mark, at, 0, nodes) : [])
        {
            // A struct pid outlives its task while something refers to it; then the list is empty.
            if (reader.Memory.Number(pid + tasks) is not (> 0 and { } first))
                continue;
            if (found++ >= reader.Limits.MaxTasks)
                yield break;
            yield return first - offset;
        }
    }

    static IEnumerable<ulong> Entries(KernelReader reader, ulong entry, ulong mark, ulong slots, int level, HashSet<ulong> nodes)
    {
        if ((entry & 3) == 0 && entry != 0)
        {
            yield return entry;
            yield break;
        }

        if ((entry & 3) != mark || level >= Levels || entry < 4096 || nodes.Count >= reader.Limits.MaxTasks || !nodes.Add(entry))
            yield break;
        byte[] table = new byte[Slots * 8];
        if (reader.Memory.Read(entry - mark + slots, table) != Formats.Vmcore.MemoryState.Present)
            yield break;
        for (int i = 0; i < Slots; i++)
        {
            foreach (ulong inner in Entries(reader, BitConverter.ToUInt64(table, i * 8), mark, slots, level + 1, nodes))
                yield return inner;
        }
    }
}
