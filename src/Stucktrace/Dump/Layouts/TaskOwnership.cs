namespace Stucktrace.Dump.Layouts;

/// <summary>
/// Finds mm, active_mm, flags, exit_state, exit_code and exit_signal: what tells threads of the kernel from processes, and the living from the dead.
/// </summary>
static class TaskOwnership
{
    const string Task = "task_struct";

    // include/linux/sched.h, PF_KTHREAD, the same since 2.6.27; SIGCHLD of arch/x86/include/uapi/asm/signal.h.
    const uint KernelThread = 0x0020_0000, ChildSignal = 17;

    internal static void Find(TaskSamples tasks, DerivedFields fields)
    {
        if (fields.Offset(Task, "pid") is { } pid && fields.Offset(Task, "real_parent") is { } parent)
            FindMemory(tasks, fields, pid, parent);
        FindExit(tasks, fields);
    }

    /// <summary>kthreadd and its children have no memory of their own; pid 1 has, and borrows none (mm and active_mm are the same).</summary>
    static void FindMemory(TaskSamples tasks, DerivedFields fields, int pid, int parent)
    {
        if (tasks.All.FirstOrDefault(t => t.Half(pid) == 2) is not { } daemon || tasks.All.FirstOrDefault(t => t.Half(pid) == 1) is not { } first)
            return;
        int[] memories =
        [
            .. tasks.Where(8, 16, (t, o) => IsKernels(t) ? t.Word(o) == 0 : t.Word(o) == 0 || (t.Word(o) == t.Word(o + 8) && TaskSample.IsPointer(t.Word(o))))
                .Where(o => TaskSample.IsPointer(first.Word(o))),
        ];
        if (memories.Length == 1)
        {
            fields.Add(Task, "mm", memories[0], 8);
            fields.Add(Task, "active_mm", memories[0] + 8, 8);
        }

        int[] flags = [.. tasks.Where(4, 4, (t, o) => t == tasks.Init || ((t.Half(o) & KernelThread) != 0) == IsKernels(t)).Where(o => tasks.All.All(t => t.Half(o) >> 31 == 0))];
        if (flags.Length == 1)
            fields.Add(Task, "flags", flags[0], 4);

        bool IsKernels(TaskSample task) => task == daemon || task.Word(parent) == daemon.Address;
    }

    /// <summary>
    /// exit_state, exit_code, exit_signal follow each other (include/linux/sched.h, 2.6.32 to 6.12). Nearly every leader sends SIGCHLD to its parent when it
    /// ends, and while it lives the two before are 0.
    /// </summary>
    static void FindExit(TaskSamples tasks, DerivedFields fields)
    {
        TaskSample[] others = [.. tasks.All.Skip(1)];
        int[] signals = [.. tasks.Where(4, 4, static (t, o) => o >= 8 && t.Half(o) is <= 64 or uint.MaxValue)
            .Where(o => others.Count(t => t.Half(o) == ChildSignal) * 10 >= others.Length * 9 && others.Count(t => t.Half(o - 8) == 0 && t.Half(o - 4) == 0) * 10 >= others.Length * 9)];
        if (tasks.Witness.Only("exit_state", [.. signals.Select(o => o - 8)]) is not var (state, source))
            return;
        fields.Add(Task, "exit_state", state, 4, source);
        fields.Add(Task, "exit_code", state + 4, 4, source);
        fields.Add(Task, "exit_signal", state + 8, 4, source);
    }
}
