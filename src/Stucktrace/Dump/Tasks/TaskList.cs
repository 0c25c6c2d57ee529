using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.Tasks;

/// <summary>
/// Finds the addresses of all tasks: leaders in the ring of task_struct.tasks from init_task (kernel/fork.c, copy_process(), the same in every version),
/// their threads, and the idle tasks, which are in no list, from the run queues. Where the ring is broken, the rest is looked for from its other end and
/// in the table of process ids.
/// </summary>
sealed class TaskList(KernelReader reader)
{
    readonly List<ulong> _tasks = [];
    readonly HashSet<ulong> _seen = [];

    // The threads of all processes together are no more than the tasks; some more, since their lists are read before they are compared.
    readonly Allowance _threads = new((int)Math.Min(int.MaxValue, reader.Limits.MaxTasks * 4L));

    internal ImmutableArray<ulong> Find(IEnumerable<ulong> idle)
    {
        if (reader.Symbol("init_task") is not { } init)
        {
            reader.Report("VMC0811", Message.Of("machine.0811"));
        }
        else
        {
            Add(init);
            if (reader.Offset("task_struct", "tasks") is { } tasks)
                Ring(init, tasks);
            else
                reader.Report("VMC0812", Message.Of("machine.0812"));
        }

        FromPidTable();
        foreach (ulong task in idle)
            Add(task);
        return [.. _tasks];
    }

    void Ring(ulong init, ulong tasks)
    {
        Ring forward = Reading.Ring.Forward(reader.Memory, init + tasks, reader.Limits.MaxTasks);
        foreach (ulong node in forward.Nodes)
            WithThreads(node - tasks);
        if (forward.IsWhole)
            return;

        // What lies behind the break is found from the other end, unless that is broken in the same place.
        int before = _tasks.Count;
        Ring backward = Reading.Ring.Backward(reader.Memory, init + tasks, reader.Limits.MaxTasks);
        foreach (ulong node in backward.Nodes.Reverse())
        {
            if (!_seen.Contains(node - tasks))
                WithThreads(node - tasks);
        }

        reader.Report("VMC0813", Message.Of("machine.0813", forward.Reason(), forward.Nodes.Length, _tasks.Count - before, backward.Reason()));
    }

    void WithThreads(ulong leader)
    {
        Add(leader);
        (Ring ring, ulong field)? threads = Threads(leader);
        if (threads is not var (ring, offset))
            return;
        _threads.Take((ulong)ring.Nodes.Length);
        foreach (ulong node in ring.Nodes)
            Add(node - offset);
        if (!ring.IsWhole)
            reader.Report("VMC0814", Message.Of("machine.0814", Hexadecimal.Address(leader), ring.Reason()));
    }

    /// <summary>
    /// The list of a process's threads: from 3.14 on signal_struct.thread_head over task_struct.thread_node; before, the ring of thread_group without a
    /// head (it was removed in 6.7).
    /// </summary>
    (Ring Ring, ulong Offset)? Threads(ulong leader)
    {
        int most = Math.Min(reader.Limits.MaxTasks, _threads.Left);
        if (reader.Offset("signal_struct", "thread_head") is { } head && reader.Offset("task_struct", "thread_node") is { } node)
        {
            ulong? signal = reader.Field(leader, "task_struct", "signal");
            return signal is > 0 ? (Reading.Ring.Forward(reader.Memory, signal.Value + head, most), node) : null;
        }

        return reader.Offset("task_struct", "thread_group") is { } group ? (Reading.Ring.Forward(reader.Memory, leader + group, most), group) : null;
    }

    void FromPidTable()
    {
        int before = _tasks.Count;
        foreach (ulong task in PidTable.Tasks(reader))
            Add(task);
        if (_tasks.Count > before)
            reader.Report("VMC0815", Message.Of("machine.0815", _tasks.Count - before, Hexadecimal.Address(_tasks[before])));
    }

    void Add(ulong task)
    {
        if (task == 0 || !_seen.Add(task))
            return;
        if (_tasks.Count < reader.Limits.MaxTasks)
            _tasks.Add(task);
        else if (_seen.Count == reader.Limits.MaxTasks + 1)
            reader.Report("VMC0816", Message.Of("machine.0816", reader.Limits.MaxTasks));
    }
}
