using System.Collections.Immutable;

namespace Stucktrace.Code.Locks;

/// <summary>A lock is waited for while another one is held.</summary>
/// <param name="Function">The function whose path it is.</param>
/// <param name="Held">The one that is held.</param>
/// <param name="Wanted">The one that is waited for.</param>
/// <param name="Others">Fixed locks that are held besides.</param>
sealed record LockOrder(Function Function, HeldLock Held, HeldLock Wanted, ImmutableArray<LockKey> Others)
{
    /// <summary>Whether one task on this path and one on the other may each hold what the other one waits for.</summary>
    internal bool CrossesWith(LockOrder other) => Held.Key == other.Wanted.Key && Wanted.Key == other.Held.Key
        && !(Held.IsShared && other.Wanted.IsShared) && !(Wanted.IsShared && other.Held.IsShared)
        // A third lock around both keeps them apart.
        && !Others.Any(o => other.Others.Contains(o));
}
