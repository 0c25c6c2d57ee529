namespace Stucktrace.Code.Locks;

/// <summary>A lock that is held on a path.</summary>
/// <param name="Key">Which.</param>
/// <param name="Taken">Where it was taken.</param>
/// <param name="IsShared">Whether several may hold it.</param>
sealed record HeldLock(LockKey Key, LockCall Taken, bool IsShared);
