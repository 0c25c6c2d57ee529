namespace Stucktrace.Code;

/// <summary>How a function is called.</summary>
public enum CallKind
{
    /// <summary>A call of a known address.</summary>
    Direct,

    /// <summary>A jump to another function, which then returns to the caller's caller.</summary>
    Tail,

    /// <summary>A call through a register or memory.</summary>
    Indirect,

    /// <summary>A jump through a register or memory that is no jump table.</summary>
    IndirectTail,
}
