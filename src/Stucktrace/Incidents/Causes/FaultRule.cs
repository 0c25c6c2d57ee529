using Stucktrace.Formats;

namespace Stucktrace.Incidents.Causes;

/// <summary>A task that waits for a lock which a task took with it when it died in an oops.</summary>
sealed class FaultRule : ICauseRule
{
    public Link? Explain(Stall victim, StalledMachine machine)
    {
        if (victim.Kind is not (StallKind.HungTask or StallKind.StuckCpu))
            return null;
        foreach (Stall fault in machine.Near(victim, StallKind.Fault))
        {
            if (fault.First.FirstLine > victim.First.FirstLine || fault.BeginsBefore(victim) is < -30)
                continue;
            if (fault.First.LocksHeld.FirstOrDefault(l => l.Pid is null || l.Pid == fault.First.Pid) is { } held && WantsLock(victim))
                return Make(victim, fault, Message.Of("incident.died-holding", fault.First.Task(), held.Name), fault.First.At(held.Line));
            if (SharedFunction(victim, fault) is { } frame)
                return Make(victim, fault, Message.Of("incident.died-inside", fault.First.Task(), frame.Location.Symbol, victim.First.Task()), fault.First.At(frame));
        }

        return null;
    }

    static Link Make(Stall victim, Stall fault, Message why, Evidence at) => new(fault, "waits-for-lock", why, [fault.First.Headline(), at, victim.First.Headline()]);

    static bool WantsLock(Stall victim) => victim.Kind == StallKind.StuckCpu ? Spins.ForLock(victim.First) : victim.Wait is { Function.NeedsSleepingLock: true };

    // The function that the victim takes the lock in is on the dead task's stack.
    static StackFrame? SharedFunction(Stall victim, Stall fault)
    {
        (string? symbol, string? module) = victim.Kind == StallKind.StuckCpu
            ? (Spins.ForLock(victim.First) ? victim.Symbol : null, victim.Module)
            : (victim.Wait is { Function.NeedsSleepingLock: true, Caller: { } caller } ? caller.Location.Symbol : null, victim.Wait?.Caller?.Location.Module);
        return symbol is null ? null : fault.First.Frames.FirstOrNull(f => f.Reliable && f.Location.Symbol == symbol && f.Location.Module == module);
    }
}
