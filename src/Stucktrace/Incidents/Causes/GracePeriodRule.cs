using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Incidents.Causes;

/// <summary>
/// A task that waits for a grace period which a stuck CPU or a task inside a read-side section holds up. Under preemptible RCU a stuck CPU does not
/// hold grace periods up by itself, so there the link is drawn only where an RCU report names that CPU or task.
/// </summary>
sealed class GracePeriodRule : ICauseRule
{
    public Link? Explain(Stall victim, StalledMachine machine)
    {
        if (victim.Wait is not { Function.NeedsGracePeriod: true } wait)
            return null;
        foreach (Stall cpu in machine.Near(victim, StallKind.StuckCpu).OrderBy(s => s.SpinsForCpu ? 1 : 0))
        {
            if (!Order.Allows(cpu, victim))
                continue;
            ImmutableArray<Evidence> ends = [victim.First.At(wait.Frame), cpu.First.Headline()];
            if (Naming(cpu, machine) is { } naming)
            {
                return new Link(
                    cpu,
                    "waits-for-grace-period",
                    Message.Of("incident.grace-period-named", victim.First.Task(), wait.Function.Name, cpu.Cpu),
                    ends.Add(naming.Headline()));
            }

            // synchronize_sched() waits for every CPU to schedule, whatever kind of RCU the kernel has besides.
            if (machine.StuckCpuHoldsGracePeriods == true || wait.Function.Name.StartsWith("synchronize_sched", StringComparison.Ordinal))
            {
                return new Link(
                    cpu,
                    "waits-for-grace-period",
                    Message.Of("incident.grace-period", victim.First.Task(), wait.Function.Name, cpu.Cpu),
                    ends);
            }
        }

        return Sleeper(victim, wait, machine);
    }

    // A report of RCU that names the CPU (or its task) as what the grace period waits for.
    static Report? Naming(Stall cpu, StalledMachine machine)
    {
        if (cpu.Reports.FirstOrDefault(r => r.Rcu is not null) is { } own)
            return own;
        return machine.Near(cpu, StallKind.StuckCpu).Concat(machine.Near(cpu, StallKind.GracePeriod)).Select(s => s.First).FirstOrDefault(r =>
            r.Rcu is { } rcu && ((cpu.Cpu is { } n && rcu.StalledCpus.Contains(n)) || (cpu.First.Pid is { } pid && rcu.BlockedTasks.Contains(pid)) || (rcu.SelfDetected && r.Cpu == cpu.Cpu)));
    }

    // No CPU is stuck, but RCU names a task: it sleeps, or was preempted, inside its read-side section.
    static Link? Sleeper(Stall victim, TaskWait wait, StalledMachine machine)
    {
        Stall? stall = machine.Near(victim, StallKind.GracePeriod).FirstOrDefault(s => s.First.Rcu is { BlockedTasks.Length: > 0 } && Order.Overlap(s, victim));
        return stall is null ? null : new Link(
            stall,
            "waits-for-grace-period",
            Message.Of("incident.grace-period-task", victim.First.Task(), wait.Function.Name, string.Join(", ", stall.First.Rcu!.BlockedTasks)),
            [victim.First.At(wait.Frame), stall.First.Headline()]);
    }
}
