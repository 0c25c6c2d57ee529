namespace Stucktrace.Termination.Scenarios;

/// <summary>In what state a list is.</summary>
enum ListCondition
{
    /// <summary>As the code that made it meant it.</summary>
    Healthy,

    /// <summary>An element in the middle points to itself.</summary>
    SelfCycle,

    /// <summary>The last element leads into the middle: the ring does not contain where the walk has to come back to.</summary>
    Rho,

    /// <summary>A pointer in the middle is NULL.</summary>
    NullPointer,

    /// <summary>An element in the middle was deleted: its pointers are poison.</summary>
    Poisoned,

    /// <summary>An element in the middle was freed.</summary>
    Freed,
}
