using System.Collections.Immutable;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Termination.Walks;

/// <summary>One executed instruction and what it did.</summary>
public sealed record WalkStep
{
    /// <summary>Index of the instruction in <see cref="WalkTrace.Code"/>.</summary>
    public required int Code { get; init; }

    /// <summary>Rounds of the loop begun when it was executed: 0 before the head was reached for the first time.</summary>
    public required long Round { get; init; }

    /// <summary>The registers that hold something else afterwards.</summary>
    public ImmutableArray<WalkRegister> Registers { get; init; } = [];

    /// <summary>What it read and wrote in memory, in order.</summary>
    public ImmutableArray<MemoryAccess> Accesses { get; init; } = [];

    /// <summary>The flags afterwards.</summary>
    public WalkFlags Flags { get; init; }

    /// <summary>For a conditional branch: what decided it.</summary>
    public WalkBranch? Branch { get; init; }

    /// <summary>Address of the instruction that came next.</summary>
    public required ulong Next { get; init; }
}
