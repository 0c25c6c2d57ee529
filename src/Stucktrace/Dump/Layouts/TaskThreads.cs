namespace Stucktrace.Dump.Layouts;

/// <summary>
/// Finds how a process's threads hang together: task_struct.thread_group, a ring without a head (to 6.6), and task_struct.thread_node on
/// signal_struct.thread_head (since 3.14).
/// </summary>
static class TaskThreads
{
    const string Task = "task_struct";
    const int LargestHead = 0x200;

    internal static void Find(TaskSamples tasks, DerivedFields fields)
    {
        if (fields.Offset(Task, "tgid") is not { } tgid || fields.Offset(Task, "pid") is not { } pid)
            return;
        int[] rings = tasks.Where(8, 16, (t, o) => Members(tasks, t, o, t.Address + (ulong)o, o, pid, tgid) is not null);
        // Where no process has a second thread every empty list looks like this one.
        int[] full = [.. rings.Where(o => tasks.All.Any(t => t.Known >= o + 16 && Members(tasks, t, o, t.Address + (ulong)o, o, pid, tgid) > 1))];
        if (full.Length == 1)
            fields.Add(Task, "thread_group", full[0], 16);
        FindHeads(tasks, fields, pid, tgid);
    }

    /// <summary>A leader's node leads to a head that is in no task, at one distance from what one and the same pointer of every leader points to.</summary>
    static void FindHeads(TaskSamples tasks, DerivedFields fields, int pid, int tgid)
    {
        List<(int Node, int Signal, int Head)> found = [];
        TaskSample probe = tasks.All[^1];
        for (int node = 0; node <= tasks.Known - 16; node += 8)
        {
            // The leader is first on the list: the head is behind it.
            ulong head = probe.Word(node + 8);
            if (!TaskSample.IsPointer(head) || head - probe.Address < TaskSample.Bytes || tasks.Memory.Number(head) != probe.Address + (ulong)node)
                continue;
            for (int signal = 0; signal <= tasks.Known - 8; signal += 8)
            {
                ulong within = head - probe.Word(signal);
                if (within is > 0 and < LargestHead && Fits(tasks, node, signal, within, pid, tgid))
                    found.Add((node, signal, (int)within));
            }
        }

        if (found.Count != 1)
            return;
        fields.Add(Task, "thread_node", found[0].Node, 16);
        fields.Add(Task, "signal", found[0].Signal, 8);
        fields.Add("signal_struct", "thread_head", found[0].Head, 16);
    }

    static bool Fits(TaskSamples tasks, int node, int signal, ulong within, int pid, int tgid)
    {
        HashSet<ulong> heads = [];
        foreach (TaskSample task in tasks.All)
        {
            if (task.Known < Math.Max(node + 16, signal + 8))
                continue;
            ulong head = task.Word(signal) + within;
            if (!heads.Add(head) || tasks.Memory.Number(head) is not { } first || Members(tasks, task, node, head, node, pid, tgid, first) is not > 0)
                return false;
        }

        return heads.Count > 1;
    }

    static int? Members(TaskSamples tasks, TaskSample task, int offset, ulong end, int link, int pid, int tgid) =>
        Members(tasks, task, offset, end, link, pid, tgid, task.Word(offset)) is { } others ? others + 1 : null;

    /// <summary>How many tasks hang on a ring, when all have the process's tgid and, but for its leader, a pid of their own.</summary>
    static int? Members(TaskSamples tasks, TaskSample task, int offset, ulong end, int link, int pid, int tgid, ulong node)
    {
        ulong before = end;
        int count = 0;
        for (; node != end; count++)
        {
            ulong member = node - (ulong)link;
            if (count > TaskSamples.Most * 16 || !tasks.Budget.Take() || !TaskSample.IsPointer(node) || tasks.Memory.Number(node + 8) != before || tasks.Memory.Number(node) is not { } next
                || tasks.Memory.Number(member + (ulong)tgid, 4) != task.Half(tgid) || (member != task.Address && tasks.Memory.Number(member + (ulong)pid, 4) == task.Half(pid)))
                return null;
            (before, node) = (node, next);
        }

        return count;
    }
}
