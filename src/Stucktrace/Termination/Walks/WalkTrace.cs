using System.Collections.Immutable;

namespace Stucktrace.Termination.Walks;

/// <summary>
/// A run written down step by step, from its beginning until its state repeats or it ends. Nothing in it is inferred: each step was executed, each value
/// is what the machine held.
/// </summary>
public sealed record WalkTrace
{
    /// <summary>The instructions executed, each once, by address.</summary>
    public required ImmutableArray<WalkInstruction> Code { get; init; }

    /// <summary>The steps that are kept: one segment, or the first and the last steps of a run that is too long.</summary>
    public required ImmutableArray<WalkSegment> Segments { get; init; }

    /// <summary>Steps executed, those that were not kept included.</summary>
    public required long Steps { get; init; }

    /// <summary>Address of the loop's head.</summary>
    public required ulong Head { get; init; }

    /// <summary>Where the state repeats; null when the run ended otherwise.</summary>
    public WalkRepeat? Repeat { get; init; }

    /// <summary>Steps that were executed and not kept.</summary>
    public long LeftOut => Steps - Segments.Sum(s => (long)s.Steps.Length);

    /// <summary>The step with a number, or null when it was not kept.</summary>
    /// <param name="number">Number of a step, from 0.</param>
    public WalkStep? At(long number)
    {
        foreach (WalkSegment segment in Segments)
        {
            if (number >= segment.First && number < segment.First + segment.Steps.Length)
                return segment.Steps[(int)(number - segment.First)];
        }

        return null;
    }
}
