using System.Collections.Immutable;

namespace Stucktrace.Dump.Rcu;

/// <summary>One flavour of RCU in a dump: its grace period and what that waits for.</summary>
public sealed record RcuView
{
    /// <summary>Name: <c>rcu_preempt</c>, <c>rcu_sched</c>.</summary>
    public required string Flavour { get; init; }

    /// <summary>True while a grace period is under way; null when the dump does not tell.</summary>
    public bool? InProgress { get; init; }

    /// <summary>Sequence number of grace periods (gp_seq, gpnum before 4.19).</summary>
    public ulong? Sequence { get; init; }

    /// <summary>Ticks since the grace period began, or since the last one began.</summary>
    public ulong? AgeTicks { get; init; }

    /// <summary>The same in seconds, where HZ is known.</summary>
    public double? AgeSeconds { get; init; }

    /// <summary>CPUs that have not passed through a quiescent state in this grace period.</summary>
    public ImmutableArray<int> WaitsForCpus { get; init; } = [];

    /// <summary>Addresses of tasks that were scheduled out inside a read-side section that this grace period must wait for.</summary>
    public ImmutableArray<ulong> WaitsForTasks { get; init; } = [];

    /// <summary>CPUs that an expedited grace period waits for.</summary>
    public ImmutableArray<int> ExpeditedCpus { get; init; } = [];

    /// <summary>Addresses of tasks that an expedited grace period waits for.</summary>
    public ImmutableArray<ulong> ExpeditedTasks { get; init; } = [];

    /// <summary>True while an expedited grace period is under way; null when the dump does not tell.</summary>
    public bool? ExpeditedInProgress { get; init; }

    /// <summary>Address of the task_struct of the thread that drives grace periods; 0 when it is not known.</summary>
    public ulong Kthread { get; init; }

    /// <summary>Ticks since that thread last did something.</summary>
    public ulong? KthreadIdleTicks { get; init; }

    /// <summary>The same in seconds, where HZ is known.</summary>
    public double? KthreadIdleSeconds { get; init; }

    /// <summary>True when the tree of nodes could not be read whole: the CPUs and tasks named are then not all.</summary>
    public bool IsPartial { get; init; }
}
