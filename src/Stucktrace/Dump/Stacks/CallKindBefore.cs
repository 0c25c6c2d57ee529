namespace Stucktrace.Dump.Stacks;

/// <summary>What stands before an address that may be a return address.</summary>
enum CallKindBefore
{
    /// <summary>No call: nothing returns here.</summary>
    None,

    /// <summary>A call of one function.</summary>
    Direct,

    /// <summary>A call through a register or memory.</summary>
    Indirect,
}
