namespace Stucktrace.Kernel;

/// <summary>Kinds of locks, by what holding one means for the scheduler.</summary>
public enum LockEffectKind
{
    /// <summary>No lock.</summary>
    None,

    /// <summary>A spinlock or rwlock: preemption is off while it is held.</summary>
    Spin,

    /// <summary>A mutex, semaphore or rwsem: the holder may sleep.</summary>
    Sleeping,

    /// <summary>RCU's read side.</summary>
    Rcu,
}
