namespace Stucktrace.Attribution;

/// <summary>What kind of failure it is. The JSON name is the member's name in kebab-case.</summary>
public enum FailureClass
{
    /// <summary>The input does not tell.</summary>
    Unknown,
    /// <summary>Nothing is wrong.</summary>
    None,
    /// <summary>A walk over a list that never meets its end.</summary>
    EndlessListWalk,
    /// <summary>Another loop that never ends.</summary>
    EndlessLoop,
    /// <summary>A loop that ends, too late.</summary>
    LongLoop,
    /// <summary>CPUs spin for a lock that is never released.</summary>
    SpinlockDeadlock,
    /// <summary>Tasks sleep for a lock that is never released.</summary>
    MutexDeadlock,
    /// <summary>A task waits for a grace period that it holds up itself.</summary>
    RcuDeadlock,
    /// <summary>A task sleeps for an event that nobody will signal.</summary>
    LostWakeup,
    /// <summary>Everybody waits for a CPU that does not answer.</summary>
    WaitsForStuckCpu,
    /// <summary>A sleep where none is allowed.</summary>
    SleepInAtomic,
    /// <summary>A null pointer.</summary>
    NullDereference,
    /// <summary>A use of freed memory.</summary>
    UseAfterFree,
    /// <summary>Other damage to memory.</summary>
    MemoryCorruption,
    /// <summary>Storage does not answer.</summary>
    IoStall,
    /// <summary>No memory left.</summary>
    MemoryExhaustion,
    /// <summary>Hardware.</summary>
    Hardware,
}
