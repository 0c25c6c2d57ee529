using System.Collections.Immutable;

namespace Stucktrace.Code.Locks;

/// <summary>What a function does with locks, over all paths that were followed.</summary>
sealed class LockSummary
{
    /// <summary>What may be waited for in it or in what it calls, with nothing of it given back yet.</summary>
    internal List<HeldLock> Takes { get; } = [];

    /// <summary>Locks that are waited for while others are held.</summary>
    internal List<LockOrder> Orders { get; } = [];

    /// <summary>Locks that are waited for by the very path that holds them.</summary>
    internal List<(HeldLock First, LockCall Again)> Twice { get; } = [];

    /// <summary>What is still held at a return, where that is clear.</summary>
    internal List<(HeldLock Lock, ulong ReturnAt)> Kept { get; } = [];

    /// <summary>What was taken and given back on some path.</summary>
    internal List<(HeldLock Lock, LockCall Back)> Returned { get; } = [];

    /// <summary>What every path waits for; null as long as none has come to its end.</summary>
    internal ImmutableHashSet<LockKey>? Always { get; set; }

    /// <summary>Whether a lock is given back of which the code does not tell which it is.</summary>
    internal bool GivesBackUnknown { get; set; }

    /// <summary>Locks that are given back without having been taken: somebody else's.</summary>
    internal HashSet<LockKey> GivesBackOthers { get; } = [];

    /// <summary>Whether it may return with a lock, or without one, that it did not return with, or without, on another path.</summary>
    internal bool ChangesLocks => Kept.Count > 0 || GivesBackOthers.Count > 0 || GivesBackUnknown;
}
