using System.Collections.Immutable;

namespace Stucktrace.Code.Loops;

/// <summary>What one loop does, how it ends, and what is suspicious about it.</summary>
public sealed record LoopFacts
{
    /// <summary>The function that it is in.</summary>
    public required Function Function { get; init; }

    /// <summary>Its blocks.</summary>
    public required NaturalLoop Loop { get; init; }

    /// <summary>Address of its head.</summary>
    public required ulong Head { get; init; }

    /// <summary>What it does.</summary>
    public required LoopKind Kind { get; init; }

    /// <summary>The walk, if it is one.</summary>
    public ListWalk? Walk { get; init; }

    /// <summary>What changes from round to round.</summary>
    public ImmutableArray<LoopVariable> Variables { get; init; } = [];

    /// <summary>The ways out.</summary>
    public ImmutableArray<ExitCondition> Exits { get; init; } = [];

    /// <summary>The calls inside.</summary>
    public ImmutableArray<LoopCall> Calls { get; init; } = [];

    /// <summary>What is held or switched off there.</summary>
    public LoopContext Context { get; init; } = LoopContext.None;

    /// <summary>Whether each round lets other tasks run.</summary>
    public Answer Reschedules { get; init; }

    /// <summary>Why it may never end; empty for most loops.</summary>
    public ImmutableArray<Suspicion> Suspicions { get; init; } = [];

    /// <summary>The same for the same loop in any build and at any address: a hash over its instructions without addresses.</summary>
    public string Identity { get; init; } = string.Empty;

    /// <summary>False when the loop was too large to be followed, or has no single head: then only what is certain is said.</summary>
    public bool IsUnderstood { get; init; } = true;
}
