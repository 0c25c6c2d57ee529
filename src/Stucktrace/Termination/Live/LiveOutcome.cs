using System.Collections.Immutable;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Live;

/// <summary>What running a CPU's code from its saved registers on the dump's memory showed.</summary>
public sealed record LiveOutcome
{
    /// <summary>The verdict.</summary>
    public required LiveVerdict Verdict { get; init; }

    /// <summary>Instructions executed.</summary>
    public long Steps { get; init; }

    /// <summary>For what repeats: rounds of one period, counted at <see cref="Head"/>.</summary>
    public long Period { get; init; }

    /// <summary>For what repeats: address that each round comes by; else 0.</summary>
    public ulong Head { get; init; }

    /// <summary>Calls less returns from the beginning of the run until <see cref="Head"/>.</summary>
    public int HeadDepth { get; init; }

    /// <summary>The functions that returned, in order; the first is the one that the CPU was in.</summary>
    public ImmutableArray<LeftFrame> Left { get; init; } = [];

    /// <summary>For a loop that was left: address of the instruction that left it.</summary>
    public ulong? Exit { get; init; }

    /// <summary>Whether the run got to where the kernel returns to user mode.</summary>
    public bool ReachedUserMode { get; init; }

    /// <summary>The proof.</summary>
    public Certificate? Certificate { get; init; }

    /// <summary>Why it can't be told, or where it faults.</summary>
    public RunStop? Stop { get; init; }

    /// <summary>The page that the answer is missing, or null.</summary>
    public MissingRead? Missing { get; init; }

    /// <summary>The last instruction that read a clock or a device, where the run stopped for want of what it gives; else null.</summary>
    public RunStop? Outside { get; init; }

    /// <summary>What the checker said of a certificate that it did not accept.</summary>
    public ProofVerdict? Rejected { get; init; }

    /// <summary>The words of the frozen set that go on by themselves and that the exit rests on.</summary>
    public ImmutableArray<FrozenWord> Clocks { get; init; } = [];

    /// <summary>Whether the CPU is given to other tasks in each period.</summary>
    public bool GivesUpCpu { get; init; }

    /// <summary>Whether some memory was reached under two addresses, one of them written: then nothing is proven.</summary>
    public bool HasAlias { get; init; }

    /// <summary>The instructions of one period in the order that they were executed, bounded; for finding what the loop follows.</summary>
    public ImmutableArray<PeriodLoad> Loads { get; init; } = [];
}
