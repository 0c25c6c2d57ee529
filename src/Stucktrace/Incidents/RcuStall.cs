using System.Collections.Immutable;

namespace Stucktrace.Incidents;

/// <summary>What an RCU stall report says besides its stacks.</summary>
/// <param name="Flavour"><c>rcu_sched</c>, <c>rcu_preempt</c>, <c>rcu_bh</c>, <c>rcu_tasks</c>; empty when not printed.</param>
/// <param name="Expedited">True for an expedited grace period.</param>
/// <param name="SelfDetected">True when the stalled CPU itself noticed.</param>
/// <param name="StalledCpus">CPUs that it waits for.</param>
/// <param name="BlockedTasks">Tasks that it waits for (<c>P123</c>).</param>
/// <param name="DetectedBy">CPU that noticed, or null.</param>
/// <param name="Jiffies">Age of the grace period in jiffies, or null.</param>
/// <param name="KthreadStarvedJiffies">How long the grace-period kthread has not run, where the report says so.</param>
public sealed record RcuStall(
    string Flavour,
    bool Expedited,
    bool SelfDetected,
    ImmutableArray<int> StalledCpus,
    ImmutableArray<int> BlockedTasks,
    int? DetectedBy,
    long? Jiffies,
    long? KthreadStarvedJiffies);
