namespace Stucktrace.Incidents.Blame;

/// <summary>Groups of kernel helpers by what they do; blame passes over the groups that a kind of report names.</summary>
[Flags]
enum HelperGroups
{
    None = 0,

    /// <summary>Those that no report is about, whatever its kind.</summary>
    Always = 1,

    /// <summary>Debug objects, and everything that frees or cancels an object that they watch.</summary>
    ObjectDebug = 2,

    /// <summary>Memory allocators and what wraps them.</summary>
    Allocators = 4,

    /// <summary>The checks of copies from and to user space.</summary>
    UserCopyChecks = 8,

    /// <summary>kobject and sysfs plumbing.</summary>
    Kobject = 16,

    /// <summary>RCU itself.</summary>
    Rcu = 32,

    /// <summary>The timer interrupt's way in.</summary>
    TimerInterrupt = 64,

    /// <summary>UBSAN's and the overflow checks' handlers.</summary>
    OverflowChecks = 128,

    /// <summary>USB's generic ways to submit a request.</summary>
    UsbSubmit = 256,

    /// <summary>Checks of preemption and per-CPU accesses.</summary>
    PreemptionChecks = 512,

    /// <summary>Locking a socket.</summary>
    SocketLock = 1024,

    /// <summary>Stack checks, lock registration.</summary>
    LockRegistration = 2048,

    /// <summary>The scheduler's way to sleep or to be preempted.</summary>
    Scheduler = 4096,

    /// <summary>The stack protector.</summary>
    StackProtector = 8192,

    /// <summary>/proc registration.</summary>
    ProcRegistration = 16384,

    /// <summary>reference counting wrappers.</summary>
    Refcounts = 32768,
}
