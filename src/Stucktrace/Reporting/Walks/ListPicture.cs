using System.Collections.Immutable;

namespace Stucktrace.Reporting.Walks;

/// <summary>The list that is walked: the nodes that lead into it, and the ring. Names are safe to show.</summary>
public sealed record ListPicture
{
    /// <summary>Nodes before the ring, first node first: nothing points back to the first of them.</summary>
    public required ImmutableArray<PictureNode> Tail { get; init; }

    /// <summary>Nodes of the ring, from where it is entered on.</summary>
    public required ImmutableArray<PictureNode> Ring { get; init; }

    /// <summary>The pointer that is followed, or null.</summary>
    public string? Field { get; init; }
}
