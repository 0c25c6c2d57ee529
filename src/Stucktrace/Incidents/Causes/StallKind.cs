namespace Stucktrace.Incidents.Causes;

/// <summary>What kind of trouble a stall is, coarser than <see cref="ReportKind"/>: what it can cause and suffer.</summary>
enum StallKind
{
    /// <summary>A CPU that does not schedule or takes no interrupts.</summary>
    StuckCpu,
    /// <summary>A grace period that does not end, with no CPU named, or held up by a sleeping task.</summary>
    GracePeriod,
    /// <summary>A task that sleeps too long.</summary>
    HungTask,
    /// <summary>A task shown on request or as the owner of a lock.</summary>
    ShownTask,
    /// <summary>A worker pool without progress.</summary>
    WorkerPool,
    /// <summary>An oops, a BUG, memory corruption: the task that ran into it is dead and keeps its locks.</summary>
    Fault,
    /// <summary>A panic.</summary>
    Panic,
    /// <summary>A broken locking rule: lockdep, a sleep in atomic context.</summary>
    LockingRule,
    /// <summary>No memory.</summary>
    Memory,
    /// <summary>A storage error.</summary>
    Storage,
    /// <summary>A hardware error.</summary>
    Hardware,
    /// <summary>A warning and the like: the machine goes on.</summary>
    Warning,
}
