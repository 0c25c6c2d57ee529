using Stucktrace.Code.Loops;

namespace Stucktrace.Tests.Loops;

/// <summary>What is right to say of the loop of one function in Sources/shapes.c.</summary>
sealed record LoopShape(string Function, LoopKind Kind)
{
    /// <summary>Offset of the list node in the object; null when it is no walk.</summary>
    public long? Node { get; init; }

    public WalkDirection Direction { get; init; } = WalkDirection.Forward;

    public StartKind Start { get; init; }

    public SentinelKind Sentinel { get; init; }

    /// <summary>Offset of the field that an exit looks at, from the object.</summary>
    public long? Field { get; init; }

    public ExitMeaning[] Exits { get; init; } = [];

    public SuspicionKind? Suspicion { get; init; }

    /// <summary>Which loop of the function, counted from the outermost.</summary>
    public int Depth { get; init; } = 1;

    public override string ToString() => $"{Function}/{Depth}";
}
