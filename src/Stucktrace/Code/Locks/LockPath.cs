using System.Collections.Immutable;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Locks;

/// <summary>How far a path through a function has come.</summary>
/// <param name="Held">What is held, in the order in which it was taken.</param>
/// <param name="Taken">Fixed locks that were waited for on the way.</param>
/// <param name="Decided">The conditions that were decided on the way.</param>
/// <param name="IsUnclear">Whether something on the way depended on what is not followed: then what is still held says nothing.</param>
sealed record LockPath(ImmutableList<HeldLock> Held, ImmutableHashSet<LockKey> Taken, ImmutableList<(int Block, Expression Condition, bool Taken)> Decided, bool IsUnclear)
{
    internal static LockPath Start { get; } = new([], [], [], false);
}
