using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Causes;

/// <summary>A task that waits for storage after storage or the hardware reported errors; one that waits for memory after it ran out.</summary>
sealed class StorageRule : ICauseRule
{
    // Timeouts and retries of a controller take minutes.
    const double Longest = 30 * 60;

    public Link? Explain(Stall victim, StalledMachine machine)
    {
        if (victim.Wait is not { } wait)
            return null;
        if (wait.Function.NeedsStorage || wait.For == WaitsFor.Bit)
            return Before(victim, wait, machine, StallKind.Storage, "waits-for-io", "incident.after-storage-error");
        return wait.For == WaitsFor.Memory ? Before(victim, wait, machine, StallKind.Memory, "waits-for-memory", "incident.waits-for-memory") : null;
    }

    static Link? Before(Stall victim, TaskWait wait, StalledMachine machine, StallKind kind, string relation, string text)
    {
        Stall? error = machine.Near(victim, kind).FirstOrDefault(s =>
            s.First.FirstLine < victim.First.FirstLine && s.First.Input == victim.First.Input && MachineClock.Between(s.Last.Time, victim.First.Time) is null or <= Longest);
        return error is null ? null : new Link(
            error, relation, Message.Of(text, victim.First.Task(), wait.Function.Name), [error.First.Headline(), victim.First.At(wait.Frame)]);
    }
}
