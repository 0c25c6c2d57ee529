using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Stucktrace.Machine.Memory;

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

    /// <summary>Where the area of the CPU begins (what gs: points to); the model's own area where no dump says it.</summary>
    public ulong PerCpuBase { get; init; } = AddressRules.PerCpuArea;

    /// <summary>Whether the CPU takes interrupts, at the beginning and at the end of the period; null where nothing rests on it or nothing is known.</summary>
    public bool? Interrupts { get; init; }

    /// <summary>SHA-256 over all that is stated above, in hexadecimal: a certificate that was altered on its way is told from one that never held.</summary>
    public string Digest { get; init; } = string.Empty;

    /// <summary>The same certificate with the digest of what it states.</summary>
    public Certificate Sealed() => this with { Digest = ComputeDigest() };

    /// <summary>The digest of what it states.</summary>
    public string ComputeDigest()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(FormattableString part) => hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(part)));
        Add($"head {Head:x} rounds {Rounds} steps {Steps}\n");
        foreach (CertifiedRegister register in Registers)
            Add($"register {register.Index} {register.Value:x}\n");
        foreach (FrozenWord word in Frozen)
        {
            Add($"word {word.Address:x} {word.Bytes} {word.Value:x}\n");
            if (word.Name is not null)
                Add($"name {word.Name}\n");
        }

        foreach (CertifiedInstruction instruction in Code)
            Add($"code {instruction.Address:x} {instruction.Bytes}\n");
        foreach (CertifiedCall call in Calls)
            Add($"call {call.Address:x} {call.Name}\n");
        if (PerCpuBase != AddressRules.PerCpuArea)
            Add($"per-cpu {PerCpuBase:x}\n");
        if (Interrupts is { } on)
            Add($"interrupts {(on ? 1 : 0)}\n");
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
