using System.Collections.Immutable;

namespace Stucktrace.Termination.Walks;

/// <summary>That the state before one step is the state before an earlier one, and what was compared to say so.</summary>
public sealed record WalkRepeat
{
    /// <summary>Number of the earlier step, from 0.</summary>
    public required long From { get; init; }

    /// <summary>Number of the later step: the one that is the earlier one again.</summary>
    public required long To { get; init; }

    /// <summary>Rounds of the loop between them.</summary>
    public required long Rounds { get; init; }

    /// <summary>What the checker accepted for exactly this stretch: the cells compared are its registers and its frozen words.</summary>
    public required Certificate Proof { get; init; }

    /// <summary>Registers that were not compared, with what tells why.</summary>
    public ImmutableArray<WalkExcluded> Excluded { get; init; } = [];

    /// <summary>Number of cells that were compared and are equal.</summary>
    public int Cells => Proof.Registers.Length + Proof.Frozen.Length;
}
