namespace Stucktrace.Kernel;

/// <summary>What holds up a grace period of a kernel.</summary>
public static class RcuFacts
{
    /// <summary>
    /// Whether a CPU that spins in the kernel holds up grace periods by itself. In a kernel whose RCU readers can't be preempted (rcu_sched) it does: it
    /// passes no quiescent state until it schedules. Under preemptible RCU (rcu_preempt) the tick reports one for it unless it is inside a
    /// read-side section or has preemption off, so that only the log can tell. Null when the release does not say which it is.
    /// </summary>
    /// <param name="release">The release, or null.</param>
    public static bool? StuckCpuHoldsGracePeriods(KernelRelease? release) => release switch
    {
        null => null,
        _ when release.Text.Contains("-rt", StringComparison.Ordinal) => false,
        _ when release.EnterpriseMajor is 5 or 6 or 7 or 8 => true,
        { Distribution: KernelDistribution.EnterpriseLinux or KernelDistribution.CloudLinux or KernelDistribution.OpenVz } => null,
        { Distribution: KernelDistribution.Debian } => !release.AtLeast(5, 13),
        { Distribution: KernelDistribution.Ubuntu } => release.AtLeast(5, 13) ? null : true,
        _ => null,
    };

    /// <summary>What the name of a flavour that a report prints tells about the same question.</summary>
    /// <param name="flavour"><c>rcu_sched</c>, <c>rcu_preempt</c>…</param>
    public static bool? FlavourIsNonPreemptible(string? flavour) => flavour switch
    {
        "rcu_sched" or "rcu_sched_state" => true,
        "rcu_preempt" or "rcu_preempt_state" => false,
        _ => null,
    };
}
