using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>A cursor that follows pointers from node to node.</summary>
public sealed record ListWalk
{
    /// <summary>The register or stack slot that the cursor is in at the beginning of a round.</summary>
    public required Cell Cursor { get; init; }

    /// <summary>Whether the cursor points to the list node inside the object, not to the object: then offsets count from the node.</summary>
    public required bool CursorIsNode { get; init; }

    /// <summary>
    /// Offset of the pointer that is followed, from the beginning of the object: 0x890 for <c>task->tasks.next</c> of a kernel where tasks lies there.
    /// When only the node is known, from the node.
    /// </summary>
    public required long NodeOffset { get; init; }

    /// <summary>What container_of takes off a node's address to get the object's.</summary>
    public required long ContainerAdjustment { get; init; }

    /// <summary>Which pointer of the node is followed.</summary>
    public required WalkDirection Direction { get; init; }

    /// <summary>Where the walk begins: the object or node whose pointer is followed first.</summary>
    public required Expression Start { get; init; }

    /// <summary>What that is.</summary>
    public required StartKind StartKind { get; init; }

    /// <summary>What the cursor is compared with, as an address of the same kind as the cursor; null for <see cref="SentinelKind.None" />.</summary>
    public Expression? Sentinel { get; init; }

    /// <summary>What that is.</summary>
    public required SentinelKind SentinelKind { get; init; }

    /// <summary>Name of the symbol that start or sentinel is (<c>init_task</c>, <c>current</c>), or null.</summary>
    public string? StartName { get; init; }

    /// <summary>Name of the symbol that the sentinel is, or null.</summary>
    public string? SentinelName { get; init; }

    /// <summary>What the followed pointer is called.</summary>
    public FieldName? NodeName { get; init; }
}
