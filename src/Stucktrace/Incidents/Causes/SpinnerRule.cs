using Stucktrace.Formats;

namespace Stucktrace.Incidents.Causes;

/// <summary>A CPU that spins for another CPU or for a lock suffers from the CPU that does neither.</summary>
sealed class SpinnerRule : ICauseRule
{
    public Link? Explain(Stall victim, StalledMachine machine)
    {
        if (victim.Kind != StallKind.StuckCpu || victim.First.Location?.Symbol is null)
            return null;
        bool forCpu = victim.SpinsForCpu;
        bool forLock = !forCpu && Spins.ForLock(victim.First);
        if (!forCpu && !forLock)
            return null;
        foreach (Stall other in machine.Near(victim, StallKind.StuckCpu))
        {
            if (other.Cpu == victim.Cpu || other.SpinsForCpu || !Order.Overlap(other, victim))
                continue;
            if (forCpu)
            {
                return new Link(
                    other,
                    "waits-for-cpu",
                    Message.Of("incident.spins-for-cpu", victim.Cpu, victim.First.Location.Symbol, other.Cpu),
                    [victim.First.Place(), other.First.Place()]);
            }

            // The same lock: the other CPU is inside the very module or function that this one wants to enter.
            if (!Spins.ForLock(other.First) && other.Symbol is not null && (Shares(other.Module, victim.Module) || other.Symbol == victim.Symbol))
            {
                return new Link(
                    other,
                    "waits-for-lock",
                    Message.Of("incident.spins-for-lock", victim.Cpu, victim.Symbol, other.Cpu, other.Symbol),
                    [victim.First.Place(), other.First.Place()]);
            }
        }

        return null;
    }

    static bool Shares(string? one, string? other) => one is not null && one == other;
}
