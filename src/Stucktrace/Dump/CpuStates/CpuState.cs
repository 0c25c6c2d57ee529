using System.Collections.Immutable;

namespace Stucktrace.Dump.CpuStates;

/// <summary>What one CPU of a dump has left undone: what the watchdogs would have seen. Every value is null where the dump does not tell.</summary>
public sealed record CpuState
{
    /// <summary>Number of the CPU.</summary>
    public required int Number { get; init; }

    /// <summary>Tasks that want to run there, the current one included.</summary>
    public ulong? Running { get; init; }

    /// <summary>
    /// Seconds since the soft-lockup detector's own thread last ran there: by its stamp (watchdog_touch_ts, with a resolution of a second), or by how long it
    /// has waited to run where that is longer.
    /// </summary>
    public double? SecondsSinceWatchdog { get; init; }

    /// <summary>Seconds without its thread after which the detector reports: twice watchdog_thresh.</summary>
    public int? WatchdogThreshold { get; init; }

    /// <summary>True when the detector's thread has not run for longer than its threshold: the CPU does not schedule.</summary>
    public bool IsStuck => SecondsSinceWatchdog > WatchdogThreshold;

    /// <summary>Names of the softirqs that wait to run there: <c>TIMER</c>, <c>RCU</c>.</summary>
    public ImmutableArray<string>? PendingSoftirqs { get; init; }

    /// <summary>Address of the task_struct of its ksoftirqd; 0 when it is not known.</summary>
    public ulong Ksoftirqd { get; init; }

    /// <summary>Seconds that ksoftirqd has waited for this CPU; null when it does not wait.</summary>
    public double? KsoftirqdQueuedSeconds { get; init; }

    /// <summary>Timers that should have run there already, the latest first.</summary>
    public ImmutableArray<OverdueTimer>? OverdueTimers { get; init; }

    /// <summary>Pools of workers bound to it, with the work that waits in them.</summary>
    public ImmutableArray<WorkPool> WorkPools { get; init; } = [];
}
