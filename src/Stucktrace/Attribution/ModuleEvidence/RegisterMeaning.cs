using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>What a register of a report means, by the code at the place where the CPU was.</summary>
/// <param name="Register">Register as the report has it: <c>rdx</c>.</param>
/// <param name="Shown">Name at the width that the code uses: <c>EDI</c>.</param>
/// <param name="Value">Its value, at that width.</param>
/// <param name="Role">What it holds.</param>
/// <param name="Words">The same in words.</param>
/// <param name="Confirmed">What else in the report says the same, or null.</param>
/// <param name="Contradicted">What in the report speaks against it, or null.</param>
/// <param name="Evidence">Its line, and what confirms it.</param>
public sealed record RegisterMeaning(
    string Register, string Shown, ulong Value, RegisterRole Role, Message Words, Message? Confirmed, Message? Contradicted, ImmutableArray<Evidence> Evidence)
{
    /// <summary>For cursor and node: how far behind the beginning of the object it points; null for all others.</summary>
    public long? Offset { get; init; }

    /// <summary>For cursor and node: whether the object is the one that this round has gone on to already.</summary>
    public bool IsNext { get; init; }
}
