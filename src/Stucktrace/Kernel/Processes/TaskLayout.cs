namespace Stucktrace.Kernel.Processes;

/// <summary>
/// Where the fields of <c>struct task_struct</c> lie that the process model writes, in bytes from its start. A field without an offset is not
/// written at all: reading it then says "not in the input". Offsets come from types (BTF, DWARF), from a profile of a kernel, or from the roles
/// that a module's own code shows.
/// </summary>
public sealed record TaskLayout
{
    /// <summary>Size of the structure.</summary>
    public required int Size { get; init; }

    /// <summary><c>tasks</c>: the ring of thread-group leaders.</summary>
    public int? Tasks { get; init; }

    /// <summary><c>thread_group</c>: the ring of the threads of one process (up to 6.6).</summary>
    public int? ThreadGroup { get; init; }

    /// <summary><c>thread_node</c>: the place in <c>signal-&gt;thread_head</c> (3.14 and later, EL7).</summary>
    public int? ThreadNode { get; init; }

    /// <summary><c>children</c>: head of the ring of children.</summary>
    public int? Children { get; init; }

    /// <summary><c>sibling</c>: place in the parent's ring of children.</summary>
    public int? Sibling { get; init; }

    /// <summary><c>real_parent</c>.</summary>
    public int? RealParent { get; init; }

    /// <summary><c>parent</c>.</summary>
    public int? Parent { get; init; }

    /// <summary><c>group_leader</c>.</summary>
    public int? GroupLeader { get; init; }

    /// <summary><c>pid</c>: of the thread.</summary>
    public int? Pid { get; init; }

    /// <summary><c>tgid</c>: of the process.</summary>
    public int? Tgid { get; init; }

    /// <summary><c>comm</c>: 16 bytes.</summary>
    public int? Comm { get; init; }

    /// <summary><c>signal</c>: pointer to what the threads of a process share.</summary>
    public int? Signal { get; init; }

    /// <summary><c>exit_signal</c>: -1 for a thread that is not a leader.</summary>
    public int? ExitSignal { get; init; }

    /// <summary><c>flags</c>: PF_KTHREAD and others.</summary>
    public int? Flags { get; init; }

    /// <summary><c>mm</c>: zero for kernel threads.</summary>
    public int? Mm { get; init; }

    /// <summary><c>state</c> or <c>__state</c>.</summary>
    public int? State { get; init; }

    /// <summary><c>thread_head</c> in <c>struct signal_struct</c>.</summary>
    public int? ThreadHeadInSignal { get; init; }
}
