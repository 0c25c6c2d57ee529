namespace Stucktrace.Machine;

/// <summary>Why nothing is known about a value. These are different answers and are never mixed up.</summary>
public enum UnknownReason : byte
{
    /// <summary>The instruction that made it is not modelled.</summary>
    NotUnderstood,

    /// <summary>The instruction leaves it undefined.</summary>
    Undefined,

    /// <summary>A called function may have changed it.</summary>
    ChangedByCall,

    /// <summary>Paths meet here with values that can't be told apart any more (a limit, or an irreducible loop).</summary>
    Joined,

    /// <summary>Read from a clock, a device, a control register or a random source.</summary>
    Outside,
}
