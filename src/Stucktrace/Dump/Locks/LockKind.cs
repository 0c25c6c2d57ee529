namespace Stucktrace.Dump.Locks;

/// <summary>What kind of lock, or other thing, tasks queue up for.</summary>
public enum LockKind
{
    /// <summary>struct mutex.</summary>
    Mutex,

    /// <summary>struct rw_semaphore.</summary>
    ReadWriteSemaphore,

    /// <summary>struct semaphore.</summary>
    Semaphore,

    /// <summary>struct completion: somebody must signal it.</summary>
    Completion,

    /// <summary>A wait queue: somebody must wake it.</summary>
    WaitQueue,

    /// <summary>A spinlock that CPUs wait for without sleeping.</summary>
    SpinLock,
}
