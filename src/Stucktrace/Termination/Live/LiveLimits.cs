namespace Stucktrace.Termination.Live;

/// <summary>Bounds on what running a CPU's code on a dump may cost; reaching one gives the answer "unknown: budget".</summary>
public sealed record LiveLimits
{
    /// <summary>The limits that the command line uses.</summary>
    public static LiveLimits Default { get; } = new();

    /// <summary>Most instructions; some ten million are executed in a second. A walk round a ring of 100,000 nodes takes a million.</summary>
    public long MaxSteps { get; init; } = 20_000_000;

    /// <summary>Most pages that are written, and most that are kept at a time: 32 MB.</summary>
    public int MaxPages { get; init; } = 8192;

    /// <summary>Most nodes of a list that are looked at.</summary>
    public int MaxNodes { get; init; } = 200_000;

    /// <summary>Most frozen words that are looked at one by one for what would set the loop free.</summary>
    public int MaxReleaseWords { get; init; } = 2000;

    /// <summary>Most instructions for all of these together.</summary>
    public long MaxReleaseSteps { get; init; } = 20_000_000;
}
