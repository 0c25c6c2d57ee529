using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Dump.Locks;

/// <summary>Who waits for whom: the blocked tasks of a dump, the locks that they queue up for, and the CPUs that spin.</summary>
public sealed record WaitGraph
{
    /// <summary>The blocked tasks, in the order of the task list.</summary>
    public ImmutableArray<TaskWait> Waits { get; init; } = [];

    /// <summary>The locks and other things that they queue up for, most waiters first.</summary>
    public ImmutableArray<DumpedLock> Locks { get; init; } = [];

    /// <summary>CPUs that spin for a lock.</summary>
    public ImmutableArray<SpinningCpu> Spins { get; init; } = [];

    /// <summary>Circles of tasks in which each waits for a lock that the next one owns: none of them will ever go on.</summary>
    public ImmutableArray<ImmutableArray<ulong>> Circles { get; init; } = [];

    /// <summary>Reads the graph.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="stackOf">The stack of a task.</param>
    /// <param name="report">Is told what could not be read.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    public static WaitGraph Read(DumpedMachine machine, Func<DumpedTask, ImmutableArray<DumpedFrame>> stackOf, Action<InputDiagnostic> report, ReadLimits? limits = null) =>
        new WaitGraphReader(machine, stackOf, limits ?? ReadLimits.Default, report).Read();

    /// <summary>The wait of a task, or null when it does not wait.</summary>
    /// <param name="task">Address of its task_struct.</param>
    public TaskWait? Of(ulong task) => Waits.FirstOrDefault(w => w.Task.Address == task);

    /// <summary>
    /// Follows owners from a waiting task to the end: the last wait whose lock's owner does not wait for a lock itself. Ends in a circle as well.
    /// </summary>
    /// <param name="task">Address of the waiting task's task_struct.</param>
    /// <returns>Null when the task does not wait for a lock.</returns>
    public TaskWait? RootOf(ulong task)
    {
        HashSet<ulong> seen = [];
        TaskWait? last = null;
        while (seen.Add(task) && Of(task) is { Lock: { } wanted } wait)
            (last, task) = (wait, wanted.Owner);
        return last;
    }
}
