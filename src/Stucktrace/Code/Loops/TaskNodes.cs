namespace Stucktrace.Code.Loops;

/// <summary>
/// Tells the list of all tasks from the others that a task is on: by the field's name where types are known, or by the order of fields. In task_struct
/// <c>tasks</c> lies shortly before <c>pid</c>, while children, sibling, thread_group and thread_node lie behind it: include/linux/sched.h of 2.6.32, 3.10, 4.18, 5.10, 6.1 and 6.12.
/// </summary>
static class TaskNodes
{
    // From tasks to pid: 0xe0 in 6.1, less in older kernels. Behind the other lists no 32-bit number comes as near that code would look for.
    const long MaxDistance = 0x180;

    internal static TaskNode RoleOf(LoopFacts facts, ListWalk walk)
    {
        if (walk.NodeName?.Path is { } path)
            return path.StartsWith("tasks", StringComparison.Ordinal) ? TaskNode.Tasks : TaskNode.Other;
        long node = walk.ContainerAdjustment > 0 ? walk.ContainerAdjustment : walk.NodeOffset;
        foreach (ExitCondition exit in facts.Exits)
        {
            // A 32-bit field that is compared with a number that came from outside: pid or tgid, which lie side by side.
            if (exit is not { Field: { } field, Bits: 32, Meaning: ExitMeaning.FieldEqualsArgument or ExitMeaning.FieldHasValue } || exit.Wanted is null or { IsConstant: true })
                continue;
            long distance = field.Offset - node;
            return distance < 0 ? TaskNode.Other : distance is > 0 and <= MaxDistance ? TaskNode.Tasks : TaskNode.Unknown;
        }

        return TaskNode.Unknown;
    }

    /// <summary>
    /// Whether the task that a walk begins at need not be a thread-group leader: current itself, or one that its parent pointers lead to (the thread that
    /// forked). real_parent and parent follow pid, tgid and the optional stack canary at once; group_leader comes four pointers of lists later. A task
    /// that was looked up by its number may be any thread, too.
    /// </summary>
    internal static bool MayBeginOffTheList(LoopFacts facts, ListWalk walk, ValueNames names)
    {
        if (walk.StartKind == StartKind.Current)
            return true;
        Machine.Symbolic.Expression start = Anchor.Of(walk.Start, names).Object;
        if (start.Kind == Machine.Symbolic.ExpressionKind.CallResult)
            return names.CalledAt(start.Number) is "pid_task" or "get_pid_task" or "find_task_by_vpid" or "find_task_by_pid" or "find_task_by_pid_ns";
        if (start.Kind != Machine.Symbolic.ExpressionKind.Load || !names.IsCurrent(start.Left!.WithoutOffset(out long field)))
            return false;
        foreach (ExitCondition exit in facts.Exits)
        {
            if (exit is { Field: { } pid, Bits: 32 } && exit.Meaning is ExitMeaning.FieldEqualsArgument or ExitMeaning.FieldHasValue)
                return field - pid.Offset is >= 4 and <= 24;
        }

        return false;
    }
}
