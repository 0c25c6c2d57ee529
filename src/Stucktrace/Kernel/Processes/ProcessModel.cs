using System.Globalization;
using System.Text;

namespace Stucktrace.Kernel.Processes;

/// <summary>
/// The list of processes, made the way the kernel makes it: every operation writes the same pointers as copy_process, de_thread, do_exit and
/// release_task do. The one thing that matters most: a new task begins as a byte-for-byte copy of its maker (dup_task_struct), and only
/// thread-group leaders are linked into the ring of tasks; so a thread's node still holds its maker's neighbours, as they were at that moment.
/// </summary>
public sealed class ProcessModel
{
    const int KernelThreadFlag = 0x00200000; // PF_KTHREAD, include/linux/sched.h
    const int ExitSignalChild = 17; // SIGCHLD
    readonly KernelHeap _heap;
    readonly TaskLayout _layout;
    readonly ProcessRules _rules;
    readonly KernelList _lists;
    readonly List<KernelTask> _tasks = [];
    readonly KernelTask _init;

    /// <summary>Boots: makes the idle task, whose <c>tasks</c> node is the head of the ring.</summary>
    /// <param name="heap">Where tasks are allocated.</param>
    /// <param name="layout">Where the fields of a task lie.</param>
    /// <param name="rules">How this kernel links tasks.</param>
    /// <param name="initTask">Address of <c>init_task</c>, a variable of the kernel's image.</param>
    public ProcessModel(KernelHeap heap, TaskLayout layout, ProcessRules rules, ulong initTask)
    {
        (_heap, _layout, _rules) = (heap, layout, rules);
        _lists = new KernelList(heap.Memory, rules);
        _init = new KernelTask(new KernelObject("init_task", "task_struct", initTask, layout.Size), "swapper/0", IsKernelThread: true);
        _init.Leader = _init.Parent = _init;
        heap.Memory.Write(initTask, new byte[layout.Size]);
        SetUp(_init);
        Each(_layout.Tasks, field => _lists.Initialise(_init.Address + field));
        Each(_layout.Sibling, field => _lists.Initialise(_init.Address + field));
        JoinGroup(_init);
        _tasks.Add(_init);
        NextPid = 1;
    }

    /// <summary>The idle task, <c>init_task</c>: head of the ring.</summary>
    public KernelTask Init => _init;

    /// <summary>All tasks that were ever made, the idle task first.</summary>
    public IReadOnlyList<KernelTask> Tasks => _tasks;

    /// <summary>The number that the next task gets.</summary>
    public int NextPid { get; set; }

    /// <summary>fork: a new process.</summary>
    /// <param name="maker">Who calls it.</param>
    /// <param name="comm">Name of the program, as after exec.</param>
    public KernelTask Fork(KernelTask maker, string comm) => Leader(maker, comm, maker.IsKernelThread && maker != _init && maker.Comm == "kthreadd");

    /// <summary>A thread of the kernel, made by kthreadd.</summary>
    /// <param name="maker">kthreadd, or the idle task for kthreadd itself.</param>
    /// <param name="comm">Its name.</param>
    public KernelTask KernelThread(KernelTask maker, string comm) => Leader(maker, comm, kernel: true);

    /// <summary>clone(CLONE_THREAD): a thread of the caller's process. Its <c>tasks</c> node stays the copy that it is.</summary>
    /// <param name="maker">Who calls it: any thread of the process.</param>
    /// <param name="comm">Its name.</param>
    public KernelTask CloneThread(KernelTask maker, string comm)
    {
        KernelTask made = Copy(maker, comm, kernel: false);
        made.Tgid = maker.Tgid;
        made.Leader = maker.Leader;
        made.Parent = maker.Parent;
        made.Signal = maker.Leader.Signal;
        SetUp(made);
        Each(_layout.Children, field => _lists.Initialise(made.Address + field));
        Each(_layout.Sibling, field => _lists.Initialise(made.Address + field));
        if (_rules.ThreadsAreSiblings)
            JoinParent(made);
        Each(_layout.ThreadGroup, field => _lists.AddTail(made.Address + field, made.Leader.Address + field));
        if (_layout is { ThreadNode: { } node, ThreadHeadInSignal: { } head } && made.Signal is { } signal)
            _lists.AddTail(made.Address + (ulong)node, signal.Address + (ulong)head);
        return made;
    }

    /// <summary>exec by a thread that is not the leader (de_thread): it takes the leader's place, number and node; the old leader is released.</summary>
    /// <param name="thread">The thread.</param>
    public void ExecByThread(KernelTask thread)
    {
        KernelTask old = thread.Leader;
        foreach (KernelTask other in _tasks.Where(t => t.IsAlive && t.Leader == old && t != thread && t != old).ToArray())
            Release(other);
        Each(_layout.Tasks, field => _lists.ReplaceForReaders(old.Address + field, thread.Address + field));
        Each(_layout.Sibling, field =>
        {
            if (_rules.ThreadsAreSiblings)
                _lists.DeleteAndInitialise(thread.Address + field);
            _lists.ReplaceForReaders(old.Address + field, thread.Address + field);
            _lists.Initialise(old.Address + field);
        });
        thread.Leader = thread;
        thread.Pid = old.Pid;
        old.Leader = thread;
        Each(_layout.ThreadGroup, field => _lists.DeleteForReaders(old.Address + field));
        if (_layout is { ThreadNode: { } node })
            _lists.DeleteForReaders(old.Address + (ulong)node);
        WriteIdentity(thread);
        old.IsAlive = false;
        _heap.Free(old.Object);
    }

    /// <summary>exit: a thread goes at once; a leader stays as a zombie until it is reaped, and its children get init as their parent.</summary>
    /// <param name="task">Who exits.</param>
    public void Exit(KernelTask task)
    {
        KernelTask reaper = _tasks.FirstOrDefault(t => t.IsAlive && t.Pid == 1) ?? _init;
        foreach (KernelTask child in _tasks.Where(t => t.IsAlive && t.Parent == task && t != task).ToArray())
        {
            child.Parent = reaper;
            WriteParents(child);
            Each(_layout.Sibling, field =>
            {
                if (_layout.Children is not { } children || (!child.IsLeader && !_rules.ThreadsAreSiblings))
                    return;
                _lists.DeleteAndInitialise(child.Address + field);
                _lists.AddTail(child.Address + field, reaper.Address + (ulong)children);
            });
        }

        if (task.IsLeader)
            task.IsZombie = true;
        else
            Release(task);
    }

    /// <summary>wait by the parent: a zombie is unlinked, keeps its next pointer, and its memory is given back.</summary>
    /// <param name="task">A leader that exited.</param>
    public void Reap(KernelTask task) => Release(task);

    /// <summary>The task of an address, or null.</summary>
    /// <param name="address">Address inside a <c>task_struct</c>.</param>
    public KernelTask? At(ulong address) => _tasks.Find(t => t.Object.Contains(address));

    KernelTask Leader(KernelTask maker, string comm, bool kernel)
    {
        KernelTask made = Copy(maker, comm, kernel);
        made.Tgid = made.Pid;
        made.Leader = made;
        made.Parent = maker;
        SetUp(made);
        Each(_layout.Children, field => _lists.Initialise(made.Address + field));
        Each(_layout.Sibling, field => _lists.Initialise(made.Address + field));
        JoinParent(made);
        Each(_layout.Tasks, field => _lists.AddTail(made.Address + field, _init.Address + field));
        JoinGroup(made);
        return made;
    }

    KernelTask Copy(KernelTask maker, string comm, bool kernel)
    {
        int pid = NextPid++;
        KernelObject memory = _heap.Allocate(string.Create(CultureInfo.InvariantCulture, $"task {pid} {comm}"), "task_struct", _layout.Size);
        _heap.Memory.Copy(maker.Address, memory.Address, _layout.Size);
        KernelTask made = new(memory, comm, kernel) { Pid = pid, CopiedFrom = maker };
        _tasks.Add(made);
        return made;
    }

    void SetUp(KernelTask task)
    {
        WriteIdentity(task);
        WriteParents(task);
        if (_layout.Comm is { } comm)
        {
            byte[] name = new byte[16];
            Encoding.ASCII.GetBytes(task.Comm.AsSpan(0, Math.Min(15, task.Comm.Length)), name);
            _heap.Memory.Write(task.Address + (ulong)comm, name);
        }

        Each(_layout.Flags, field => _heap.Memory.Write(task.Address + field, 4, task.IsKernelThread ? KernelThreadFlag : 0UL));
        Each(_layout.Mm, field => _heap.Memory.Write(task.Address + field, 8, task.IsKernelThread ? 0 : KernelHeap.FirstAddress - 0x1000));
        Each(_layout.State, field => _heap.Memory.Write(task.Address + field, 4, 0));
        if (task == _init)
            Each(_layout.Children, field => _lists.Initialise(task.Address + field));
    }

    void WriteIdentity(KernelTask task)
    {
        Each(_layout.Pid, field => _heap.Memory.Write(task.Address + field, 4, (ulong)task.Pid));
        Each(_layout.Tgid, field => _heap.Memory.Write(task.Address + field, 4, (ulong)task.Tgid));
        Each(_layout.GroupLeader, field => _heap.Memory.Write(task.Address + field, 8, task.Leader.Address));
        Each(_layout.ExitSignal, field => _heap.Memory.Write(task.Address + field, 4, task.IsLeader ? ExitSignalChild : uint.MaxValue));
    }

    void WriteParents(KernelTask task)
    {
        Each(_layout.RealParent, field => _heap.Memory.Write(task.Address + field, 8, task.Parent.Address));
        Each(_layout.Parent, field => _heap.Memory.Write(task.Address + field, 8, task.Parent.Address));
    }

    // A leader begins a thread group of its own.
    void JoinGroup(KernelTask leader)
    {
        Each(_layout.ThreadGroup, field => _lists.Initialise(leader.Address + field));
        if (_layout.Signal is not { } signal)
            return;
        leader.Signal = _heap.Allocate(string.Create(CultureInfo.InvariantCulture, $"signal_struct of {leader.Pid}"), "signal_struct", 1024);
        _heap.Memory.Write(leader.Address + (ulong)signal, 8, leader.Signal.Address);
        if (_layout is { ThreadNode: { } node, ThreadHeadInSignal: { } head })
        {
            _lists.Initialise(leader.Signal.Address + (ulong)head);
            _lists.AddTail(leader.Address + (ulong)node, leader.Signal.Address + (ulong)head);
        }
    }

    void JoinParent(KernelTask task)
    {
        if (_layout is { Sibling: { } sibling, Children: { } children })
            _lists.AddTail(task.Address + (ulong)sibling, task.Parent.Address + (ulong)children);
    }

    // __unhash_process: leaders leave the ring of tasks and their parent's children; every thread leaves its group.
    void Release(KernelTask task)
    {
        if (task.IsLeader)
            Each(_layout.Tasks, field => _lists.DeleteForReaders(task.Address + field));
        if ((task.IsLeader || _rules.ThreadsAreSiblings) && _layout.Children is not null)
            Each(_layout.Sibling, field => _lists.DeleteAndInitialise(task.Address + field));
        Each(_layout.ThreadGroup, field => _lists.DeleteForReaders(task.Address + field));
        if (_layout is { ThreadNode: { } node, ThreadHeadInSignal: not null, Signal: not null })
            _lists.DeleteForReaders(task.Address + (ulong)node);
        task.IsAlive = false;
        task.IsZombie = false;
        _heap.Free(task.Object);
    }

    static void Each(int? field, Action<ulong> act)
    {
        if (field is { } offset)
            act((ulong)offset);
    }
}
