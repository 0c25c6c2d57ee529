namespace Stucktrace.Dump.Locks;

/// <summary>A task in the queue of a lock.</summary>
/// <param name="Task">Address of its task_struct.</param>
/// <param name="Address">Address of its waiter structure, which lies on its stack.</param>
public readonly record struct LockWaiter(ulong Task, ulong Address);
