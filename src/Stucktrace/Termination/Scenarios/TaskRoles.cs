using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Kernel.Processes;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Termination.Scenarios;

/// <summary>
/// What a walk over tasks shows of <c>task_struct</c>, and where it takes its inputs from: enough to lay out tasks that this very code can walk,
/// without any type information.
/// </summary>
/// <param name="Layout">Where the fields lie that the code shows.</param>
/// <param name="Current">The formula by which the code reads <c>current</c>; null when it does not.</param>
/// <param name="Wanted">The formula of the number looked for; null when there is none.</param>
/// <param name="InitTask">Address of init_task in the module image, or where it is put when the module does not name it.</param>
/// <param name="IsThreadGroup">Whether the ring is that of one process's threads.</param>
sealed record TaskRoles(TaskLayout Layout, Expression? Current, Expression? Wanted, ulong InitTask, bool IsThreadGroup)
{
    // Where init_task is put when the module does not import it: an address of the kernel's image that no external has.
    const ulong OwnInitTask = 0xffffffff_a0000000;

    /// <summary>The roles in a walk; null when it is no walk over tasks that is understood.</summary>
    internal static TaskRoles? Of(ModuleCode code, LoopFacts loop)
    {
        if (loop.Walk is not { } walk)
            return null;
        ValueNames names = new(code.Image);
        TaskNode role = TaskNodes.RoleOf(loop, walk);
        Expression? current = CurrentIn(walk.Start, names) ?? (walk.Sentinel is { } sentinel ? CurrentIn(sentinel, names) : null);
        bool headIsInitTask = walk is { SentinelKind: SentinelKind.Head, SentinelName: "init_task" };
        bool fromCurrent = walk.StartKind is StartKind.Current or StartKind.FieldOfCurrent;
        if (!(role == TaskNode.Tasks && (fromCurrent || headIsInitTask)) && !(role == TaskNode.Other && fromCurrent && walk.SentinelKind == SentinelKind.StartElement))
            return null;
        long node = walk.ContainerAdjustment != 0 ? walk.ContainerAdjustment : walk.NodeOffset;
        if (node is <= 0 or > 0xe00)
            return null;
        ExitCondition? field = loop.Exits.FirstOrDefault(e => e is { Field: not null, Bits: 32, Meaning: ExitMeaning.FieldEqualsArgument or ExitMeaning.FieldHasValue, Wanted.IsConstant: false });
        int? leader = LeaderOffset(walk.Start, names);
        TaskLayout layout = new()
        {
            Size = 0xff0,
            Tasks = role == TaskNode.Tasks ? (int)node : null,
            ThreadGroup = role == TaskNode.Other ? (int)node : null,
            Pid = field?.Field is { Offset: > 0 and < 0xfe0 } pid ? (int)pid.Offset : null,
            GroupLeader = leader,
        };
        return new TaskRoles(layout, current, field?.Wanted, code.Image.AddressOf("init_task") ?? OwnInitTask, role == TaskNode.Other);
    }

    static Expression? CurrentIn(Expression formula, ValueNames names)
    {
        Expression? found = null;
        Formula.Any(formula, part => names.IsCurrent(part) && (found = part) is not null);
        return found;
    }

    // A walk that begins at a pointer in current, to a task: group_leader is the one that modules use.
    static int? LeaderOffset(Expression start, ValueNames names)
    {
        Expression root = start.WithoutOffset(out _);
        if (root.Kind != ExpressionKind.Load)
            return null;
        Expression at = root.Left!.WithoutOffset(out long offset);
        return names.IsCurrent(at) && offset is > 0 and < 0xfe0 ? (int)offset : null;
    }
}
