namespace Stucktrace.Incidents.Blame;

/// <summary>Groups of kernel helpers by what they do; blame passes over the groups that a kind of report names.</summary>
[Flags]
enum HelperGroups
{
    None = 0,

    /// <summary>Those that no report is about, whatever its kind.</summary>
    Always = 1,

    /// <summary>Debug objects, and everything that frees or cancels an object that they watch.</summary>
    ObjectDebug = 1 << 1,

    /// <summary>What frees memory, and the allocators' insides.</summary>
    Freeing = 1 << 2,

    /// <summary>Everything that allocates, for reports about what was allocated.</summary>
    Allocating = 1 << 3,

    /// <summary>The checks of copies from and to user space.</summary>
    UserCopyChecks = 1 << 4,

    /// <summary>kobject plumbing.</summary>
    Kobject = 1 << 5,

    /// <summary>RCU itself.</summary>
    Rcu = 1 << 6,

    /// <summary>The stall detectors, and the timer interrupt's way to them.</summary>
    Detectors = 1 << 7,

    /// <summary>UBSAN's and the overflow checks' handlers.</summary>
    OverflowChecks = 1 << 8,

    /// <summary>USB's generic ways to submit a request.</summary>
    UsbSubmit = 1 << 9,

    /// <summary>Checks of preemption and per-CPU accesses.</summary>
    PreemptionChecks = 1 << 10,

    /// <summary>Locking a socket.</summary>
    SocketLock = 1 << 11,

    /// <summary>Stack checks, lock registration.</summary>
    LockRegistration = 1 << 12,

    /// <summary>The scheduler's way to sleep or to be preempted.</summary>
    Scheduler = 1 << 13,

    /// <summary>The stack protector and stack overflow handlers.</summary>
    StackChecks = 1 << 14,

    /// <summary>/proc registration.</summary>
    ProcRegistration = 1 << 15,

    /// <summary>Reference counting wrappers.</summary>
    Refcounts = 1 << 16,

    /// <summary>Spinlock debugging.</summary>
    SpinlockDebug = 1 << 17,

    /// <summary>Page freeing and page cache truncation, for reports about a page's state.</summary>
    PageFreeing = 1 << 18,

    /// <summary>Socket buffer accessors with checks that their callers break.</summary>
    SocketBuffers = 1 << 19,

    /// <summary>Encryption and netlink plumbing through which uninitialised data travels.</summary>
    DataPlumbing = 1 << 20,

    /// <summary>What runs or flushes work on behalf of its owner, for lock order reports.</summary>
    WorkPlumbing = 1 << 21,

    /// <summary>The way of a memory tag fault through arm64's exception code.</summary>
    TagFaults = 1 << 22,
}
