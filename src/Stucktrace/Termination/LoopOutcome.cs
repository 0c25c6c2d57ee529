using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination;

/// <summary>What executing a loop on some memory showed.</summary>
public sealed record LoopOutcome
{
    /// <summary>How it ended.</summary>
    public required OutcomeKind Kind { get; init; }

    /// <summary>Rounds begun.</summary>
    public long Rounds { get; init; }

    /// <summary>Instructions executed, from the function's entry on.</summary>
    public long Steps { get; init; }

    /// <summary>For a loop that was left: address of the branch that left it.</summary>
    public ulong? Exit { get; init; }

    /// <summary>For a loop that was left: ticks of the clock from its first round on.</summary>
    public long Ticks { get; init; }

    /// <summary>Whether it was left because a clock went on; of a loop whose deadline is not in the input <see cref="Rounds"/> and <see cref="Ticks"/> say nothing.</summary>
    public bool WaitsForClock { get; init; }

    /// <summary>For one that never ends: after how many rounds the state repeats.</summary>
    public long Period { get; init; }

    /// <summary>For one that never ends: the round from which on the registers that decide repeat, from 0; of a run of over a million rounds an upper bound.</summary>
    public long FirstRound { get; init; }

    /// <summary>The proof.</summary>
    public Certificate? Certificate { get; init; }

    /// <summary>Why it can't be told, or where it faults.</summary>
    public RunStop? Stop { get; init; }

    /// <summary>What the checker said of a certificate that it did not accept.</summary>
    public ProofVerdict? Rejected { get; init; }

    /// <summary>First address of a freed object that was read, or null: what follows rests on its old content.</summary>
    public ulong? Freed { get; init; }
}
