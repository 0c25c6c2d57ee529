namespace Stucktrace.Incidents;

/// <summary>The kernel's own hint who holds what a hung task waits for (6.16 and later).</summary>
/// <param name="LockKind"><c>mutex</c>, <c>semaphore</c>, <c>rw-semaphore</c>.</param>
/// <param name="Relation"><c>owned</c> or <c>last held</c>; for readers <c>owned by a reader</c>.</param>
/// <param name="Comm">Task named, or null when the kernel says that the owner is not found.</param>
/// <param name="Pid">Its pid.</param>
/// <param name="Line">Line in the input.</param>
public sealed record LikelyOwner(string LockKind, string Relation, string? Comm, int? Pid, long Line);
