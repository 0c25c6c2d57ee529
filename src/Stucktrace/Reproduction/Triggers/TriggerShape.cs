namespace Stucktrace.Reproduction.Triggers;

/// <summary>What the trigger has to arrange.</summary>
public enum TriggerShape
{
    /// <summary>A caller of a certain kind enters a walk over tasks.</summary>
    TaskWalk,

    /// <summary>The call alone is enough.</summary>
    Call,

    /// <summary>Two callers on two CPUs take two locks in opposite order.</summary>
    CrossedLocks,

    /// <summary>One caller leaves with a lock, the next one wants it.</summary>
    KeptLock,

    /// <summary>A look-up finds nothing.</summary>
    EmptyLookup,
}
