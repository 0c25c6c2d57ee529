namespace Stucktrace.Dump.Layouts;

/// <summary>
/// Finds what a task is and whom it belongs to: pid, tgid, group_leader, real_parent, parent, children, sibling. Their order within task_struct
/// (include/linux/sched.h) has been the same since 2.6.32: pid before tgid, real_parent before parent, children before sibling.
/// </summary>
static class TaskIdentity
{
    const string Task = "task_struct";

    internal static void Find(TaskSamples tasks, DerivedFields fields)
    {
        // A leader's pid is its tgid; no two leaders have the same; init_task has 0, and 1 and 2 are always there.
        int[] pids = [.. tasks.Where(4, 8, static (t, o) => t.Half(o) == t.Half(o + 4) && t.Half(o) < 1 << 22).Where(o => AreNumbers(tasks, o))];
        if (tasks.Witness.Only("pid", pids) is var (pid, source))
        {
            fields.Add(Task, "pid", pid, 4, source);
            fields.Add(Task, "tgid", pid + 4, 4, source);
        }

        // A leader leads itself.
        int[] leaders = tasks.Where(8, 8, static (t, o) => t.Word(o) == t.Address);
        if (leaders.Length == 1)
            fields.Add(Task, "group_leader", leaders[0], 8);
        FindParents(tasks, fields);
    }

    static bool AreNumbers(TaskSamples tasks, int offset)
    {
        HashSet<uint> seen = [];
        return tasks.Init.Half(offset) == 0 && tasks.All.All(t => t.Known < offset + 8 || seen.Add(t.Half(offset))) && seen.Contains(1) && seen.Contains(2);
    }

    /// <summary>Parents are tasks; that of init_task is itself; all children of a task hang on its list by the same offset, and name it as parent.</summary>
    static void FindParents(TaskSamples tasks, DerivedFields fields)
    {
        int[] parents = [.. tasks.Where(8, 8, (t, o) => TaskSample.IsPointer(t.Word(o)) && t.Word(o) != 0).Where(o => tasks.Init.Word(o) == tasks.Init.Address && AreParents(tasks, o))];
        // parent follows, and nothing like it behind; the two differ only where somebody is traced.
        if (tasks.Witness.Only("real_parent", [.. parents.Where(o => !parents.Contains(o - 8) && !parents.Contains(o + 16))]) is not var (real, source))
            return;
        fields.Add(Task, "real_parent", real, 8, source);
        if (parents.Contains(real + 8))
            fields.Add(Task, "parent", real + 8, 8, source);
        (int Children, int Sibling)[] lists = [.. Lists(tasks, real)];
        if (lists.Length != 1)
            return;
        fields.Add(Task, "children", lists[0].Children, 16);
        fields.Add(Task, "sibling", lists[0].Sibling, 16);
    }

    static bool AreParents(TaskSamples tasks, int offset)
    {
        HashSet<ulong> parents = [.. tasks.All.Skip(1).Where(t => t.Known >= offset + 8).Select(t => t.Word(offset))];
        // Nearly all parents are leaders; the others are threads of processes that fork.
        return parents.Count > 1 && parents.Contains(tasks.Init.Address) && parents.Count(tasks.Addresses.Contains) * 4 >= parents.Count * 3
            && tasks.All.Skip(1).All(t => t.Known < offset + 8 || t.Word(offset) != t.Address);
    }

    static IEnumerable<(int Children, int Sibling)> Lists(TaskSamples tasks, int parent)
    {
        Dictionary<ulong, TaskSample> byAddress = tasks.All.ToDictionary(t => t.Address);
        TaskSample[] children = [.. tasks.All.Where(t => t != tasks.Init && t.Word(parent) == tasks.Init.Address)];
        for (int head = 0; head <= tasks.Known - 16; head += 8)
        {
            // init_task's children are pid 1 and 2: the first is somewhere within one of them.
            ulong first = tasks.Init.Word(head);
            foreach (TaskSample child in children)
            {
                ulong within = first - child.Address;
                if (within < (ulong)tasks.Known && (within & 7) == 0 && AllHang(tasks, byAddress, head, (int)within, parent))
                    yield return (head, (int)within);
            }
        }
    }

    static bool AllHang(TaskSamples tasks, Dictionary<ulong, TaskSample> byAddress, int head, int link, int parent)
    {
        int seen = 0;
        foreach (TaskSample task in tasks.All)
        {
            ulong start = task.Address + (ulong)head, node = task.Word(head), before = start;
            for (int steps = 0; node != start; steps++)
            {
                if (steps > TaskSamples.Most || !tasks.Budget.Take() || !TaskSample.IsPointer(node) || tasks.Memory.Number(node + 8) != before || tasks.Memory.Number(node) is not { } next)
                    return false;
                if (byAddress.TryGetValue(node - (ulong)link, out TaskSample? child) && child.Word(parent) is var named && named != task.Address && named != tasks.Init.Address)
                    return false;
                seen++;
                (before, node) = (node, next);
            }
        }

        return seen > 1;
    }
}
