namespace Stucktrace.Incidents;

/// <summary>A lock in a <c>locks held by</c> list (kernels with lockdep).</summary>
/// <param name="Comm">Task that holds it.</param>
/// <param name="Pid">Its pid.</param>
/// <param name="Name">Class of the lock, such as <c>&amp;inode-&gt;i_rwsem</c>.</param>
/// <param name="Address">Address of the lock, or null.</param>
/// <param name="At">Where it was taken, or null.</param>
/// <param name="Line">Line in the input.</param>
public sealed record HeldLock(string? Comm, int? Pid, string Name, ulong? Address, CodeLocation? At, long Line);
