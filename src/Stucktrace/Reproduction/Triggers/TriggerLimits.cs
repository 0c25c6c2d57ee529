namespace Stucktrace.Reproduction.Triggers;

/// <summary>Bounds on looking for the way into a module. What lies beyond one of them is not found, and said as a gap.</summary>
public sealed record TriggerLimits
{
    /// <summary>The limits that the command line uses.</summary>
    public static TriggerLimits Default { get; } = new();

    /// <summary>Most ways through one function to a place in it.</summary>
    public int MaxPaths { get; init; } = 32;

    /// <summary>Most blocks that are entered while looking for them.</summary>
    public int MaxPathSteps { get; init; } = 20_000;

    /// <summary>Most ways through a whole chain of calls whose arguments are looked for.</summary>
    public int MaxWays { get; init; } = 256;

    /// <summary>Most numbers that the code compares with that are tried as arguments.</summary>
    public int MaxConstants { get; init; } = 12;

    /// <summary>Most combinations of arguments that are tried for one way.</summary>
    public int MaxTries { get; init; } = 20_000;

    /// <summary>Most branches that arguments do not decide that are told of one way.</summary>
    public int MaxOpenTold { get; init; } = 8;

    /// <summary>Most parts of a formula, with those that it is passed, that are computed.</summary>
    public int MaxFormulaParts { get; init; } = 2000;

    /// <summary>Most steps back from a number to the argument that it was made of.</summary>
    public int MaxOriginSteps { get; init; } = 64;

    /// <summary>Most look-ups of a module that are taken for what fails.</summary>
    public int MaxLookups { get; init; } = 8;

    /// <summary>Most look-ups in a row, each asked for what the one before it found.</summary>
    public int MaxLookupChain { get; init; } = 4;
}
