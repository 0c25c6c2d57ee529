namespace Stucktrace.Machine;

/// <summary>Operations on one value.</summary>
public enum UnaryOperation : byte
{
    /// <summary>All bits inverted.</summary>
    Not,

    /// <summary>Bytes in reverse order.</summary>
    ReverseBytes,

    /// <summary>Number of bits that are set.</summary>
    CountOnes,

    /// <summary>Index of the lowest bit that is set; the width when none is.</summary>
    LowestOne,

    /// <summary>Number of zero bits above the highest one; the width when none is set.</summary>
    LeadingZeros,
}
