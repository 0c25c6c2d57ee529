namespace Stucktrace.Kernel.Processes;

/// <summary>A task of the model.</summary>
/// <param name="Object">Its <c>task_struct</c>.</param>
/// <param name="Comm">Name of the program.</param>
/// <param name="IsKernelThread">True for a thread of the kernel itself.</param>
public sealed record KernelTask(KernelObject Object, string Comm, bool IsKernelThread)
{
    /// <summary>Its number; the leader's after an exec by a thread.</summary>
    public int Pid { get; internal set; }

    /// <summary>Number of its process.</summary>
    public int Tgid { get; internal set; }

    /// <summary>The leader of its process; itself for a leader.</summary>
    public KernelTask Leader { get; internal set; } = null!;

    /// <summary>Who waits for it.</summary>
    public KernelTask Parent { get; internal set; } = null!;

    /// <summary>The task that made it: whose fields it began as a copy of. Null for the first task.</summary>
    public KernelTask? CopiedFrom { get; internal init; }

    /// <summary>True while it has not been reaped.</summary>
    public bool IsAlive { get; internal set; } = true;

    /// <summary>True from its exit until it is reaped.</summary>
    public bool IsZombie { get; internal set; }

    /// <summary>Address of its <c>task_struct</c>.</summary>
    public ulong Address => Object.Address;

    /// <summary>True for the first thread of a process.</summary>
    public bool IsLeader => ReferenceEquals(Leader, this);

    internal KernelObject? Signal { get; set; }
}
