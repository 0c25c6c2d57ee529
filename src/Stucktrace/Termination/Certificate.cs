using System.Collections.Immutable;

namespace Stucktrace.Termination;

/// <summary>A register at the beginning of the period.</summary>
/// <param name="Index">Its index in the processor's numbering.</param>
/// <param name="Value">Its value.</param>
public readonly record struct CertifiedRegister(int Index, ulong Value);

/// <summary>Bytes of memory that the period reads before it writes them: they must stay as they are.</summary>
/// <param name="Address">Address of the lowest byte.</param>
/// <param name="Bytes">Width.</param>
/// <param name="Value">What is there.</param>
public readonly record struct FrozenWord(ulong Address, int Bytes, ulong Value);

/// <summary>An instruction that the period executes.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Bytes">Its bytes in hexadecimal.</param>
public readonly record struct CertifiedInstruction(ulong Address, string Bytes);

/// <summary>A function of the kernel that the period calls or jumps to.</summary>
/// <param name="Address">Its address in the certificate's code.</param>
/// <param name="Name">Its name: which model does it.</param>
public readonly record struct CertifiedCall(ulong Address, string Name);

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
