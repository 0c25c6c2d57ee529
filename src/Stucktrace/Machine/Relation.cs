namespace Stucktrace.Machine;

/// <summary>Relations between two values of one width.</summary>
public enum Relation : byte
{
    /// <summary>a = b.</summary>
    Equal,

    /// <summary>a ≠ b.</summary>
    NotEqual,

    /// <summary>a &lt; b, unsigned.</summary>
    Below,

    /// <summary>a ≤ b, unsigned.</summary>
    BelowOrEqual,

    /// <summary>a &lt; b, signed.</summary>
    Less,

    /// <summary>a ≤ b, signed.</summary>
    LessOrEqual,
}
