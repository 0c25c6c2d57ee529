namespace Stucktrace.Dump.Locks;

/// <summary>A lock that a queue may belong to.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Head">Offset in it of the queue's head, or of the pointer to the first waiter.</param>
/// <param name="Owner">Offset of the owner word, or null when it keeps none.</param>
/// <param name="OwnerHasFlags">True when the lowest bits of the owner word are flags.</param>
/// <param name="IsKnown">True when the offsets come from this kernel's types; false when only the content can tell that they are right.</param>
readonly record struct LockTarget(LockKind Kind, ulong Head, ulong? Owner, bool OwnerHasFlags, bool IsKnown);
