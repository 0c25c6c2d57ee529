using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Termination.Live;

/// <summary>What running a stuck CPU's code on a dump's memory showed, with names.</summary>
public sealed record LiveStudy
{
    /// <summary>What the run showed.</summary>
    public required LiveOutcome Outcome { get; init; }

    /// <summary>The verdict.</summary>
    public LiveVerdict Verdict => Outcome.Verdict;

    /// <summary>The CPU.</summary>
    public required DumpedCpu Cpu { get; init; }

    /// <summary>The task on it, or null when it is not known.</summary>
    public DumpedTask? Task { get; init; }

    /// <summary>Registers that the run began with.</summary>
    public required DumpedRegisters Start { get; init; }

    /// <summary>Where the CPU was: <c>get_process_name+0x21 [dirpro_rcu]</c>.</summary>
    public required string Place { get; init; }

    /// <summary>Where the repetition was seen, as a place; null when there is none.</summary>
    public string? HeadPlace { get; init; }

    /// <summary>The function that never ends, by name; the one that the CPU was in when nothing repeats.</summary>
    public string? Function { get; init; }

    /// <summary>The module of that function, or null for the kernel itself.</summary>
    public string? Module { get; init; }

    /// <summary>Address of the node that the run follows pointers through at its beginning, and its name; null without a walk.</summary>
    public ListNode? Cursor { get; init; }

    /// <summary>The list that is walked, as it lies in memory; null when no pointer is followed.</summary>
    public LiveList? List { get; init; }

    /// <summary>What each node is compared with; null when that is not a value that stays the same.</summary>
    public WantedValue? Wanted { get; init; }

    /// <summary>The sentence that stands on its own.</summary>
    public required Message Headline { get; init; }

    /// <summary>What was seen, in sentences: nodes, current, what is looked for, freed memory, what is missing.</summary>
    public ImmutableArray<Message> Facts { get; init; } = [];

    /// <summary>What would set it free, and who can do that.</summary>
    public ImmutableArray<Release> ReleasedBy { get; init; } = [];

    /// <summary>The run step by step until its state repeats, or as far as it was executed; null when it is too long.</summary>
    public LiveWalk? Walk { get; init; }

    /// <summary>For a loop that waits for ticks: seconds that were left when the dump was taken, or null.</summary>
    public double? SecondsLeft { get; init; }
}
