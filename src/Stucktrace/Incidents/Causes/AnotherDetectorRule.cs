using Stucktrace.Formats;

namespace Stucktrace.Incidents.Causes;

/// <summary>A second detector reports a CPU that is known to be stuck: the RCU stall of the CPU of a soft lockup, the workqueue of that CPU.</summary>
sealed class AnotherDetectorRule : ICauseRule
{
    public Link? Explain(Stall victim, StalledMachine machine)
    {
        if (victim.Kind is not (StallKind.StuckCpu or StallKind.GracePeriod or StallKind.WorkerPool))
            return null;
        foreach (Stall other in machine.Near(victim, StallKind.StuckCpu))
        {
            if (other.Cpu is { } cpu && Names(victim, other, cpu) && Comes(other, victim) && Order.Overlap(other, victim))
            {
                return new Link(
                    other,
                    "seen-by-another-detector",
                    Message.Of("incident.another-detector", victim.First.Kind.Name(), cpu, other.First.Kind.Name()),
                    [victim.First.Headline(), other.First.Headline()]);
            }
        }

        return null;
    }

    // Of two reports of one CPU the soft lockup leads, since it shows the task; else the earlier one. One whose lines may be another CPU's leads none.
    static bool Comes(Stall leader, Stall other) => Rank(leader) > Rank(other) || (Rank(leader) == Rank(other) && leader.Order < other.Order);

    static int Rank(Stall stall) => stall.First.IsMixed ? 0 : stall.First.Kind switch
    {
        ReportKind.SoftLockup => 3,
        ReportKind.HardLockup => 2,
        ReportKind.RcuStall => 1,
        _ => 0,
    };

    static bool Names(Stall victim, Stall other, int cpu)
    {
        Report report = victim.First;
        if (report.Rcu is { } rcu)
            return rcu.StalledCpus.Contains(cpu) || (other.First.Pid is { } pid && rcu.BlockedTasks.Contains(pid)) || (rcu.SelfDetected && report.Cpu == cpu && SameTask(report, other.First));
        return report.Cpu == cpu && SameTask(report, other.First);
    }

    static bool SameTask(Report one, Report other) => one.Pid is null || other.Pid is null || one.Pid == other.Pid;
}
