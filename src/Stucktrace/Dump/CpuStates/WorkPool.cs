using System.Collections.Immutable;

namespace Stucktrace.Dump.CpuStates;

/// <summary>A pool of the kernel's workers (struct worker_pool) in which work waits.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Id">Its number.</param>
/// <param name="Cpu">CPU that its workers are bound to, or null for a pool that is bound to none.</param>
/// <param name="Workers">How many workers it has; null when it is not known.</param>
/// <param name="Idle">How many of them are idle; null when it is not known.</param>
/// <param name="SecondsWithoutProgress">Seconds since a work item was last taken (watchdog_ts), or null.</param>
/// <param name="Pending">The work items that wait.</param>
public sealed record WorkPool(ulong Address, ulong? Id, int? Cpu, ulong? Workers, ulong? Idle, double? SecondsWithoutProgress, ImmutableArray<PendingWork> Pending);
