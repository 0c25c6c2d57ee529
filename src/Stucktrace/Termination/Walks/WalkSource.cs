namespace Stucktrace.Termination.Walks;

/// <summary>Where a value comes from. Every output shows the letter.</summary>
public enum WalkSource
{
    /// <summary>Laid out by the situation that is executed: A.</summary>
    Assumed,

    /// <summary>Worked out by instructions that were executed: D.</summary>
    Derived,

    /// <summary>The module's file: K.</summary>
    Module,

    /// <summary>The kernel's log: L.</summary>
    Log,

    /// <summary>The memory of a dump: V.</summary>
    Dump,
}
