using System.Collections.Immutable;

namespace Stucktrace.Incidents.Memory;

/// <summary>A grace period of RCU that does not end, in a dump.</summary>
/// <param name="Flavour"><c>rcu_preempt</c> or <c>rcu_sched</c>.</param>
/// <param name="Jiffies">Its age.</param>
/// <param name="Cpus">CPUs that it waits for.</param>
/// <param name="Tasks">Process ids of the tasks that it waits for.</param>
/// <param name="Address">Address of rcu_state.</param>
public sealed record StalledGracePeriod(string Flavour, long Jiffies, ImmutableArray<int> Cpus, ImmutableArray<int> Tasks, ulong Address);
