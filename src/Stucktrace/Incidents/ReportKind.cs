namespace Stucktrace.Incidents;

/// <summary>What a report in a kernel log is. The JSON name is the member's name in kebab-case (<see cref="ReportKinds"/>).</summary>
public enum ReportKind
{
    /// <summary>A CPU did not schedule for too long (watchdog, kernel/watchdog.c).</summary>
    SoftLockup,
    /// <summary>A CPU took no timer interrupt for too long (NMI or buddy watchdog).</summary>
    HardLockup,
    /// <summary>A task slept uninterruptibly for too long (khungtaskd).</summary>
    HungTask,
    /// <summary>A grace period did not end in time (any RCU flavour, expedited and tasks ones too).</summary>
    RcuStall,
    /// <summary>A worker pool made no progress.</summary>
    WorkqueueLockup,
    /// <summary>A dereference of a small address.</summary>
    NullDereference,
    /// <summary>Any other paging fault in kernel mode.</summary>
    BadAccess,
    /// <summary>A general protection fault, a non-canonical address most often.</summary>
    GeneralProtection,
    /// <summary>A BUG() was hit, or another fatal check of the kernel failed.</summary>
    Bug,
    /// <summary>A WARN().</summary>
    Warning,
    /// <summary>A panic.</summary>
    Panic,
    /// <summary>A double fault.</summary>
    DoubleFault,
    /// <summary>A kernel stack overflow or a hit guard page.</summary>
    StackOverflow,
    /// <summary>A division by zero in kernel mode.</summary>
    DivideError,
    /// <summary>An invalid instruction, or another trap, in kernel mode.</summary>
    InvalidOpcode,
    /// <summary>list_add/list_del found a broken list.</summary>
    ListCorruption,
    /// <summary>A page in a state that it must not be in.</summary>
    BadPage,
    /// <summary>Slab corruption, double free, bad user copy.</summary>
    MemoryCorruption,
    /// <summary>The out-of-memory killer.</summary>
    Oom,
    /// <summary>KASAN.</summary>
    Kasan,
    /// <summary>KCSAN.</summary>
    Kcsan,
    /// <summary>KMSAN.</summary>
    Kmsan,
    /// <summary>KFENCE.</summary>
    Kfence,
    /// <summary>UBSAN.</summary>
    Ubsan,
    /// <summary>lockdep: deadlock, inconsistent state, lock held at exit, bad unlock balance.</summary>
    Lockdep,
    /// <summary>lockdep: RCU used without protection.</summary>
    SuspiciousRcu,
    /// <summary>A function that may sleep was called in atomic context.</summary>
    SleepInAtomic,
    /// <summary>schedule() was called in atomic context.</summary>
    SchedulingWhileAtomic,
    /// <summary>kmemleak.</summary>
    MemoryLeak,
    /// <summary>refcount_t saturation or underflow.</summary>
    Refcount,
    /// <summary>The machine started again with no word of why.</summary>
    UnexpectedReboot,
    /// <summary>A machine check or another hardware error report.</summary>
    MachineCheck,
    /// <summary>A storage error.</summary>
    IoError,
    /// <summary>A network device's transmit queue timed out.</summary>
    NetWatchdog,
    /// <summary>A CPU's back trace that another report asked for.</summary>
    NmiBacktrace,
    /// <summary>A task's stack printed on request (sysrq-w/t, owner of a lock).</summary>
    TaskDump,
    /// <summary>A report that is none of the above: spinlock debugging, checks of per-CPU access, real-time throttling…</summary>
    Other,
}
