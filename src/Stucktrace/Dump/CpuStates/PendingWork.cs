namespace Stucktrace.Dump.CpuStates;

/// <summary>A work item that waits for a worker.</summary>
/// <param name="Address">Address of its work_struct.</param>
/// <param name="Function">Address of its function.</param>
public readonly record struct PendingWork(ulong Address, ulong Function);
