using Stucktrace.Formats;

namespace Stucktrace.Incidents.Causes;

/// <summary>
/// A task that waits for a lock whose holder the log shows: by the kernel's own hint, by a list of held locks, or because another task or CPU is inside
/// the very function that takes the lock and waits there for something else.
/// </summary>
sealed class LockOwnerRule : ICauseRule
{
    // Functions that many unrelated calls pass through say nothing about a common lock.
    static readonly string[] Everybody = ["sys_", "do_sys", "__x64_sys", "__se_sys", "vfs_", "ksys_", "do_syscall", "path_", "link_path", "do_filp", "kthread", "worker_thread", "process_one_work", "ret_from", "entry_", "system_call"];

    public Link? Explain(Stall victim, StalledMachine machine)
    {
        Report report = victim.First;
        if (victim.Kind != StallKind.HungTask)
            return null;
        if (report.BlockedOn is { Pid: { } owner } hint && owner != report.Pid && Owner(victim, owner, machine) is { } named)
        {
            return new Link(named, "waits-for-lock", Message.Of("incident.owner-named", report.Task(), hint.LockKind, $"{hint.Comm}:{owner}"), [report.At(hint.Line), named.First.Headline()]);
        }

        return victim.Wait is { Function.NeedsSleepingLock: true } wait ? Listed(victim, wait, machine) ?? Inside(victim, wait, machine) : null;
    }

    static Stall? Owner(Stall victim, int pid, StalledMachine machine) =>
        machine.Near(victim, StallKind.StuckCpu).Concat(machine.Near(victim, StallKind.HungTask)).Concat(machine.Near(victim, StallKind.Fault)).Concat(machine.Near(victim, StallKind.ShownTask))
            .FirstOrDefault(s => s.First.Pid == pid);

    // "N locks held by TASK": another report's task holds a lock of the class that this one wants.
    static Link? Listed(Stall victim, TaskWait wait, StalledMachine machine)
    {
        if (wait.Caller is null)
            return null;
        HeldLock? wanted = victim.First.LocksHeld.LastOrDefault(l => l.Pid is null || l.Pid == victim.First.Pid);
        if (wanted?.Address is not { } address)
            return null;
        foreach (Stall other in machine.Near(victim, StallKind.HungTask).Concat(machine.Near(victim, StallKind.StuckCpu)).Concat(machine.Near(victim, StallKind.Fault)))
        {
            HeldLock? held = other.First.LocksHeld.FirstOrDefault(l => l.Address == address && (l.Pid is null || l.Pid == other.First.Pid));
            if (held is not null && other.Wait is not { Function.NeedsSleepingLock: true })
                return new Link(other, "waits-for-lock", Message.Of("incident.owner-listed", victim.First.Task(), held.Name, other.First.Task()), [victim.First.At(wanted.Line), other.First.At(held.Line)]);
        }

        return null;
    }

    static Link? Inside(Stall victim, TaskWait wait, StalledMachine machine)
    {
        if (wait.Caller?.Location is not { Symbol: { } function } place || Everybody.Any(p => function.StartsWith(p, StringComparison.Ordinal)))
            return null;
        foreach (Stall other in machine.Near(victim, StallKind.StuckCpu).Concat(machine.Near(victim, StallKind.HungTask)))
        {
            if (!Order.Overlap(other, victim) || (other.Kind == StallKind.HungTask && other.Wait is null or { Function.NeedsSleepingLock: true }))
                continue;
            if (other.First.Location is { } at && at.Symbol == function && at.Module == place.Module)
                return Make(victim, wait, other, other.First.Place(), function);
            if (other.First.Frames.FirstOrNull(f => f.Reliable && f.Location.Symbol == function && f.Location.Module == place.Module) is { } frame)
                return Make(victim, wait, other, other.First.At(frame), function);
        }

        return null;
    }

    static Link Make(Stall victim, TaskWait wait, Stall other, Evidence place, string function) => new(
        other,
        "waits-for-lock",
        Message.Of("incident.owner-inside", victim.First.Task(), wait.Function.Name, function, other.First.Task()),
        [victim.First.At(wait.Frame), place]);
}
