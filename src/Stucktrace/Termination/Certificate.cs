using System.Collections.Immutable;

namespace Stucktrace.Termination;

/// <summary>
/// Why a loop never ends, in a form that can be checked without anything else: beginning at the head with these registers and this memory, these
/// instructions lead back to the head with the same registers and the same memory; everything else may be whatever it likes.
/// </summary>
public sealed record Certificate
{
    /// <summary>Address of the loop's head.</summary>
    public required ulong Head { get; init; }

    /// <summary>Rounds of the loop in one period.</summary>
    public required long Rounds { get; init; }

    /// <summary>Instructions executed in one period.</summary>
    public required long Steps { get; init; }

    /// <summary>The registers that decide, at the beginning and at the end of the period.</summary>
    public required ImmutableArray<CertifiedRegister> Registers { get; init; }

    /// <summary>The memory that is read: the frozen set.</summary>
    public required ImmutableArray<FrozenWord> Frozen { get; init; }

    /// <summary>The code, each instruction once.</summary>
    public required ImmutableArray<CertifiedInstruction> Code { get; init; }

    /// <summary>The kernel functions that are called.</summary>
    public required ImmutableArray<CertifiedCall> Calls { get; init; }
}
