using System.Collections.Immutable;

namespace Stucktrace.Termination.Live;

/// <summary>A list as it lies in the memory of a dump, followed from one node on.</summary>
public sealed record LiveList
{
    /// <summary>What it looks like.</summary>
    public required ListShape Shape { get; init; }

    /// <summary>The nodes before the ring, the first node first; of a list without a ring all nodes.</summary>
    public required ImmutableArray<ListNode> Tail { get; init; }

    /// <summary>The nodes of the ring, from where it is entered on; of a list of tasks from init_task on.</summary>
    public required ImmutableArray<ListNode> Ring { get; init; }

    /// <summary>The node of the ring that the tail leads to, or null without a tail.</summary>
    public ListNode? Entered { get; init; }

    /// <summary>For a broken back link: the node whose back pointer is wrong.</summary>
    public ListNode? Broken { get; init; }

    /// <summary>For a list that leads nowhere: the pointer that could not be followed.</summary>
    public ulong? EndsAt { get; init; }

    /// <summary>Whether the nodes are tasks.</summary>
    public bool IsTasks { get; init; }

    /// <summary>Offset of the pointer in the object, where that is known.</summary>
    public long? FieldOffset { get; init; }

    /// <summary>Name of the pointer: <c>task_struct.tasks.next</c>, or null.</summary>
    public string? Field { get; init; }

    /// <summary>Nodes before the ring and in it.</summary>
    public int Count => Tail.Length + Ring.Length;
}
