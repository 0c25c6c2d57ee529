using System.Text;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Tasks of a shaped kernel, linked as kernel/fork.c links them.</summary>
public sealed partial class ShapedKernel
{
    const string Task = "task_struct", Signal = "signal_struct";

    /// <summary>Address of init_task.</summary>
    public ulong InitTask { get; private set; }

    /// <summary>Makes init_task and the tasks that every machine has: 1, 2 and some threads of the kernel.</summary>
    public void AddUsualTasks()
    {
        InitTask = Data("init_task", ShapedLayouts.SizeOf(Shape.Layouts[Task]), 64);
        MakeTask(InitTask, 0, 0, "swapper/0", InitTask, InitTask);
        ulong init = AddTask(1, "systemd"), kthreadd = AddTask(2, "kthreadd");
        string[] names = ["ksoftirqd/0", "kworker/0:1", "rcu_sched", "migration/0", "watchdog/0", "khungtaskd", "kswapd0", "kworker/u4:0"];
        for (int i = 0; i < names.Length; i++)
            AddTask(3 + i, names[i], parent: kthreadd);
        AddTask(120, "sshd", parent: init);
        ulong crond = AddTask(133, "crond", parent: init);
        AddTask(134, "crond-worker", leader: crond, parent: init);
    }

    /// <summary>Adds a task: a leader, or a thread of one.</summary>
    public ulong AddTask(int pid, string comm, ulong leader = 0, ulong parent = 0)
    {
        ulong task = Allocate(ShapedLayouts.SizeOf(Shape.Layouts[Task]));
        MakeTask(task, pid, leader == 0 ? pid : (int)Read(FieldAt(Task, leader, "tgid"), 4), comm, leader == 0 ? task : leader, parent == 0 ? InitTask : parent);
        return task;
    }

    void MakeTask(ulong task, int pid, int tgid, string comm, ulong leader, ulong parent)
    {
        bool leads = leader == task, idle = task == InitTask;
        Set(Task, task, "pid", (ulong)pid);
        Set(Task, task, "tgid", (ulong)tgid);
        Set(Task, task, "group_leader", leader);
        Set(Task, task, "real_parent", parent);
        Set(Task, task, "parent", parent);
        Write(FieldAt(Task, task, "comm"), Encoding.ASCII.GetBytes(comm.PadRight(16, '\0')).AsSpan(0, 16));
        Set(Task, task, "__state", idle ? 0UL : 1);
        ulong stack = Allocate(0x4000, 0x4000);
        Set(Task, task, "stack", stack);
        Write(stack, 0x57AC6E9DUL);
        Set(Task, task, "thread.sp", stack + 0x3e00 - (ulong)(pid % 16 * 8));
        if (!idle)
            Set(Task, task, "exit_signal", leads ? 17UL : ulong.MaxValue);
        SetOwner(task, pid, leads, leader, parent);
        ulong signal = leads ? Allocate(ShapedLayouts.SizeOf(Shape.Layouts[Signal])) : Read(FieldAt(Task, leader, "signal"), 8);
        Set(Task, task, "signal", signal);
        foreach (string head in (string[])["children", "sibling", "tasks"])
            Point(FieldAt(Task, task, head), FieldAt(Task, task, head));
        if (leads && !idle)
            Append(FieldAt(Task, InitTask, "tasks"), FieldAt(Task, task, "tasks"));
        if (!idle)
            Append(FieldAt(Task, parent, "children"), FieldAt(Task, task, "sibling"));
        if (Shape.Layouts[Task].ContainsKey("thread_group"))
        {
            Point(FieldAt(Task, task, "thread_group"), FieldAt(Task, task, "thread_group"));
            if (!leads)
                Append(FieldAt(Task, leader, "thread_group"), FieldAt(Task, task, "thread_group"));
        }

        if (!Shape.Layouts[Task].ContainsKey("thread_node"))
            return;
        if (leads)
            Point(FieldAt(Signal, signal, "thread_head"), FieldAt(Signal, signal, "thread_head"));
        Append(FieldAt(Signal, signal, "thread_head"), FieldAt(Task, task, "thread_node"));
    }

    /// <summary>Threads of the kernel are children of kthreadd and have no memory; processes have, their threads share it.</summary>
    void SetOwner(ulong task, int pid, bool leads, ulong leader, ulong parent)
    {
        const ulong KernelThread = 0x20_0000, Randomize = 0x40_0000;
        bool kernels = pid is 0 or 2 || Read(FieldAt(Task, parent, "pid"), 4) == 2;
        Set(Task, task, "flags", kernels ? KernelThread : Randomize);
        if (kernels)
            return;
        ulong memory = leads ? Allocate(1024) : Read(FieldAt(Task, leader, "mm"), 8);
        Set(Task, task, "mm", memory);
        Set(Task, task, "active_mm", memory);
    }

    /// <summary>list_add_tail.</summary>
    public void Append(ulong head, ulong node)
    {
        ulong last = Read(head + 8, 8);
        Write(last, node);
        Write(node, head);
        Write(node + 8, last);
        Write(head + 8, node);
    }

    /// <summary>Makes an empty list, or the pair of pointers that it consists of.</summary>
    public void Point(ulong node, ulong to)
    {
        Write(node, to);
        Write(node + 8, to);
    }

    /// <summary>Reads back what was written.</summary>
    public ulong Read(ulong address, int size)
    {
        Span<byte> word = stackalloc byte[8];
        ulong physical = Physical(address);
        Dump.Page(physical / PageBytes).AsSpan((int)(physical % PageBytes), size).CopyTo(word);
        return BitConverter.ToUInt64(word);
    }
}
