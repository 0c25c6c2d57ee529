namespace Stucktrace.Termination.Execution;

/// <summary>Why a run can't go on.</summary>
public enum StopKind
{
    /// <summary>The function that was begun returned.</summary>
    Returned,

    /// <summary>An instruction is not modelled.</summary>
    NotUnderstood,

    /// <summary>Which way a branch goes depends on something that is not known.</summary>
    UnknownBranch,

    /// <summary>Where a jump or call leads is not known.</summary>
    UnknownTarget,

    /// <summary>A function is called whose effect is not known.</summary>
    UnknownCall,

    /// <summary>Something is written to an address that is not known.</summary>
    UnknownStore,

    /// <summary>An access faults: NULL, or an address that is not canonical.</summary>
    Fault,

    /// <summary>The code writes to itself, or more memory is written than a run may.</summary>
    RefusedStore,

    /// <summary>The code traps: BUG, a division by zero, a function that never returns.</summary>
    Trap,

    /// <summary>More instructions than a run may execute.</summary>
    Budget,

    /// <summary>Calls nested deeper than a run may.</summary>
    TooDeep,
}
