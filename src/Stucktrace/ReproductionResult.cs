using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace;

/// <summary>A reproduction: how the failure is provoked, and what came of it.</summary>
public sealed record ReproductionResult
{
    /// <summary>What came of it.</summary>
    public required ReproductionOutcome Outcome { get; init; }

    /// <summary>The same in one sentence.</summary>
    public required Message Summary { get; init; }

    /// <summary>How it is provoked; null when nothing was found.</summary>
    public ReproductionPlan? Plan { get; init; }

    /// <summary>The folder that was written, or null.</summary>
    public string? Folder { get; init; }

    /// <summary>The kernel, or null when none was found.</summary>
    public BootableKernel? Kernel { get; init; }

    /// <summary>Path of the module that stands in for the one under test; null when that is loaded itself.</summary>
    public string? StandIn { get; init; }

    /// <summary>The runs, in order: the one that provokes, then the controls.</summary>
    public ImmutableArray<ReproductionRun> Runs { get; init; } = [];

    /// <summary>What went wrong, and what else there is to know.</summary>
    public ImmutableArray<Message> Notes { get; init; } = [];
}
