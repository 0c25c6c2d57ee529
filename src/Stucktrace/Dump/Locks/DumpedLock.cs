using System.Collections.Immutable;

namespace Stucktrace.Dump.Locks;

/// <summary>A lock, completion or wait queue in a dump that tasks wait for.</summary>
public sealed record DumpedLock
{
    /// <summary>Kind.</summary>
    public required LockKind Kind { get; init; }

    /// <summary>Address of its struct.</summary>
    public required ulong Address { get; init; }

    /// <summary>Its symbol, <c>list_mutex [v9_mutex]</c>; null for one that has no name (allocated, or on a stack).</summary>
    public string? Name { get; init; }

    /// <summary>The owner word as it is in memory, flag bits included; null when there is none.</summary>
    public ulong? OwnerWord { get; init; }

    /// <summary>Address of the owner's task_struct, 0 when there is none.</summary>
    public ulong Owner { get; init; }

    /// <summary>What is known of the owner.</summary>
    public OwnerState OwnerState { get; init; }

    /// <summary>Its count, done or value word; null when there is none.</summary>
    public ulong? Count { get; init; }

    /// <summary>How many readers hold a read-write semaphore; null when it is none or the kernel's encoding is not known.</summary>
    public int? Readers { get; init; }

    /// <summary>Who waits, the first in the queue first.</summary>
    public ImmutableArray<LockWaiter> Waiters { get; init; } = [];
}
