using Stucktrace.Formats;

namespace Stucktrace.Incidents.Causes;

/// <summary>A panic that a detector or an oops asked for (<c>softlockup: hung tasks</c>, <c>hung_task: blocked tasks</c>, <c>Fatal exception</c>), or the death of a task that may not die.</summary>
sealed class PanicRule : ICauseRule
{
    static readonly (string Words, StallKind Kind)[] Reasons =
    [
        ("softlockup", StallKind.StuckCpu),
        ("Hard LOCKUP", StallKind.StuckCpu),
        ("hard LOCKUP", StallKind.StuckCpu),
        ("RCU Stall", StallKind.StuckCpu),
        ("hung_task", StallKind.HungTask),
        ("Fatal exception", StallKind.Fault),
        ("fatal exception", StallKind.Fault),
        ("Fatal hardware error", StallKind.Hardware),
        ("machine check", StallKind.Hardware),
        ("Out of memory", StallKind.Memory),
        ("panic_on_oom", StallKind.Memory),
        ("panic_on_warn", StallKind.Warning),
    ];

    // A task that can't be let die panics the kernel: do_exit() in kernel/exit.c, up to 5.16; make_task_dead() there since. What went wrong is in the report
    // before it, of the same task: a fault, or a sleep that left it marked as atomic.
    static readonly string[] Deaths = ["killing interrupt handler", "Attempted to kill init", "Attempted to kill the idle task"];

    public Link? Explain(Stall victim, StalledMachine machine)
    {
        if (victim.Kind != StallKind.Panic)
            return null;
        string words = Words(victim.First);
        if (Deaths.Any(d => words.Contains(d, StringComparison.Ordinal)))
            return Death(victim, machine);
        foreach ((string reason, StallKind kind) in Reasons)
        {
            if (!words.Contains(reason, StringComparison.Ordinal))
                continue;

            // The report just before it is the one that asked.
            Stall? asked = machine.Near(victim, kind).Where(s => s.Order < victim.Order && Order.Allows(s, victim)).MaxBy(s => s.Last.FirstLine);
            return asked is null ? null : new Link(
                asked,
                "caused-panic",
                Message.Of("incident.caused-panic", asked.First.Kind.Name()),
                [victim.First.Headline(), asked.Last.Headline()]);
        }

        return null;
    }

    static Link? Death(Stall victim, StalledMachine machine)
    {
        Stall? before = machine.Near(victim, StallKind.Fault).Concat(machine.Near(victim, StallKind.LockingRule))
            .Where(s => s.Order < victim.Order && Order.Allows(s, victim) && s.First.Pid is { } pid && pid == victim.First.Pid)
            .MaxBy(s => s.Last.FirstLine);
        return before is null ? null : new Link(before, "caused-panic", Message.Of("incident.died-badly", before.First.Kind.Name(), victim.First.Task()), [victim.First.Headline(), before.Last.Headline()]);
    }

    static string Words(Report report) =>
        report.Lines.IsDefaultOrEmpty ? report.Title : string.Join('\n', report.Lines.Take(4).Select(l => l.Text).Append(report.Title));
}
