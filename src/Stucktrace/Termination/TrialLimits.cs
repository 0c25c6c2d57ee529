namespace Stucktrace.Termination;

/// <summary>Bounds on what one trial may cost; reaching one gives the answer "unknown: budget".</summary>
public sealed record TrialLimits
{
    /// <summary>The limits that the command line uses.</summary>
    public static TrialLimits Default { get; } = new();

    /// <summary>Most instructions of one trial; a walk over 150 tasks takes about a thousand. A study runs some twenty trials.</summary>
    public long MaxSteps { get; init; } = 2_000_000;

    /// <summary>Most pages of memory of one trial.</summary>
    public int MaxPages { get; init; } = 65_536;

    /// <summary>Loops of a module that are executed with the tasks of an incident in place of made-up ones.</summary>
    public int MaxCasts { get; init; } = 16;
}
