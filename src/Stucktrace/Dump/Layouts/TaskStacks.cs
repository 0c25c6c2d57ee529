using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>
/// Finds task_struct.stack, thread.sp and state. A kernel stack begins at a page, carries STACK_END_MAGIC (include/uapi/linux/magic.h, since 2.6.29) at its
/// low end, behind struct thread_info where that is still there (to 4.8); a task that does not run has its stack pointer within it.
/// </summary>
static class TaskStacks
{
    const string Task = "task_struct";
    const uint EndMagic = 0x57AC_6E9D;
    const int LargestThreadInfo = 256, StackBytes = 16 * 1024, StateBits = 0x4000;

    internal static void Find(TaskSamples tasks, DerivedFields fields)
    {
        int[] stacks = [.. tasks.Where(8, 8, static (t, o) => (t.Word(o) == 0 || TaskSample.IsPointer(t.Word(o))) && (t.Word(o) & (IPhysicalMemory.PageBytes - 1)) == 0).Where(o => AreStacks(tasks, o))];
        if (tasks.Witness.Only("stack", stacks) is not var (stack, source))
            return;
        fields.Add(Task, "stack", stack, 8, source);
        int[] pointers = [.. tasks.Where(8, 8, (t, o) => tasks.Current.Contains(t.Address) || t.Word(stack) == 0 || t.Word(o) - t.Word(stack) is > 0 and < StackBytes && (t.Word(o) & 7) == 0).Where(o => Differ(tasks, o, stack))];
        if (pointers.Length == 1)
            fields.Add(Task, "thread.sp", pointers[0], 8);
        FindState(tasks, fields, stack);
    }

    static bool AreStacks(TaskSamples tasks, int offset)
    {
        HashSet<ulong> seen = [];
        int? magic = null;
        int gone = 0;
        foreach (TaskSample task in tasks.All)
        {
            if (task.Known < offset + 8)
                continue;
            ulong stack = task.Word(offset);
            // A task that has ended and waits for its parent gives its stack back (since 4.9).
            if (stack == 0 && gone++ * 4 <= tasks.All.Length)
                continue;
            if (!seen.Add(stack) || (magic ??= MagicAt(tasks, stack)) is not { } at || tasks.Memory.Number(stack + (ulong)at, 4) != EndMagic)
                return false;
        }

        return seen.Count > 1;
    }

    static int? MagicAt(TaskSamples tasks, ulong stack)
    {
        for (int at = 0; at < LargestThreadInfo; at += 8)
        {
            if (tasks.Memory.Number(stack + (ulong)at, 4) == EndMagic)
                return at;
        }

        return null;
    }

    /// <summary>The top of the stack (thread.sp0) is as far from its end in every task; stack pointers are not.</summary>
    static bool Differ(TaskSamples tasks, int offset, int stack)
    {
        HashSet<ulong> distances = [.. tasks.All.Where(t => t.Known >= offset + 8 && t.Word(stack) != 0 && !tasks.Current.Contains(t.Address)).Select(t => t.Word(offset) - t.Word(stack))];
        return distances.Count > 1;
    }

    /// <summary>
    /// The state stands before the stack. Those that run have 0, nearly all others have not: single bits (TASK_INTERRUPTIBLE 1, TASK_UNINTERRUPTIBLE 2 …), or
    /// two (TASK_IDLE).
    /// </summary>
    static void FindState(TaskSamples tasks, DerivedFields fields, int stack)
    {
        TaskSample[] sleeping = [.. tasks.All.Where(t => t != tasks.Init && !tasks.Current.Contains(t.Address))];
        int[] states =
        [
            .. tasks.Where(4, 4, (t, o) => o < stack && t.Half(o) < StateBits && System.Numerics.BitOperations.PopCount(t.Half(o)) <= 3 && (!tasks.Current.Contains(t.Address) || t.Half(o) == 0))
                .Where(o => sleeping.Count(t => t.Half(o) != 0) * 4 > sleeping.Length * 3 && sleeping.Any(t => t.Half(o) == 1)),
        ];
        if (tasks.Witness.Only("state", states) is var (state, source))
            fields.Add(Task, "state", state, 4, source);
    }
}
