namespace Stucktrace.Termination.Walks;

/// <summary>Bounds on recording a walk step by step; what lies beyond them is left out and said to be.</summary>
public sealed record WalkLimits
{
    /// <summary>The limits that reports use.</summary>
    public static WalkLimits Default { get; } = new();

    /// <summary>Those of a run that was not proven endless: it is shown up to where it stopped, and a long one says no more than a short one.</summary>
    public static WalkLimits Open { get; } = new() { MaxRunSteps = 200_000 };

    /// <summary>Most instructions of a run that is recorded; a walk over 100,000 nodes takes some two million until its repetition is certain.</summary>
    public long MaxRunSteps { get; init; } = 8_000_000;

    /// <summary>Most steps that are kept: the first half from the beginning, the other half from the end, what lies between is counted only.</summary>
    public int MaxKeptSteps { get; init; } = 6_000;

    /// <summary>Most words of memory of the comparison that are named and listed one by one; all of them are in the certificate.</summary>
    public int MaxListedWords { get; init; } = 200;
}
