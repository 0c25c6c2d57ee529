namespace Stucktrace.Reporting.Walks;

/// <summary>What an instruction does to its destination.</summary>
public enum WalkFlowKind
{
    /// <summary>Makes it of registers, memory and numbers.</summary>
    Compute,

    /// <summary>Copies a register: nothing is new.</summary>
    Copy,

    /// <summary>Reads it from memory.</summary>
    Load,

    /// <summary>Writes a register to memory.</summary>
    Store,

    /// <summary>A number of the code.</summary>
    Constant,

    /// <summary>Calls a function.</summary>
    Call,
}
