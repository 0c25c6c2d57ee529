namespace Stucktrace.Machine;

/// <summary>What the flags are the result of. They are computed only when something reads them, so that a condition reads as a relation.</summary>
public enum FlagSource : byte
{
    /// <summary>Nothing is known of them.</summary>
    Unknown,

    /// <summary>left - right (cmp, sub, neg, cmpxchg, cmps, scas).</summary>
    Subtract,

    /// <summary>left + right.</summary>
    Add,

    /// <summary>A bitwise result: carry and overflow are zero.</summary>
    Logic,

    /// <summary>A result of which only sign, zero and parity follow; carry and overflow are given apart or undefined.</summary>
    ResultOnly,
}
