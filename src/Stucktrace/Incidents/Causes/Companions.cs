using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Incidents.Causes;

/// <summary>
/// Joins what happened at the same time on one machine and is one failure although no rule says which part caused which: several CPUs that got stuck
/// together, a task that waits for a grace period while a CPU is stuck.
/// </summary>
static class Companions
{
    // Detectors look once in four to twelve seconds and may be late.
    const double Together = 60;

    /// <summary>A link with no claim: the two belong to one incident, and nothing more is said.</summary>
    internal const string NoClaim = "";

    /// <summary>Joins them.</summary>
    internal static void Join(StalledMachine machine)
    {
        foreach (IGrouping<StallKind, Stall> kind in machine.Stalls.Where(s => s.Parent is null).GroupBy(s => s.Kind))
        {
            if (kind.Key is StallKind.StuckCpu or StallKind.Fault)
                JoinNeighbours([.. kind]);
        }

        foreach (Stall stall in machine.Stalls)
        {
            if (stall.Parent is null && stall.Kind is StallKind.HungTask or StallKind.GracePeriod or StallKind.WorkerPool or StallKind.ShownTask && NearestCpu(stall, machine) is { } cpu)
                stall.ExplainBy(new Link(cpu, NoClaim, Message.Of("incident.same-time"), []));
        }
    }

    // Sorted by line; each run of stalls with short pauses between them is one failure, led by the most telling one.
    static void JoinNeighbours(ImmutableArray<Stall> stalls)
    {
        int from = 0;
        for (int i = 1; i <= stalls.Length; i++)
        {
            if (i < stalls.Length && MachineClock.Between(stalls[i - 1].First.Time, stalls[i].First.Time) is null or (>= -Together and <= Together))
                continue;
            ReadOnlySpan<Stall> run = stalls.AsSpan()[from..i];
            from = i;
            Stall leader = run[0];
            int highest = run.Length > 1 ? Rank(leader) : 0;
            foreach (Stall stall in run[1..])
            {
                if (Rank(stall) is var rank && rank > highest)
                    (leader, highest) = (stall, rank);
            }

            foreach (Stall stall in run)
            {
                if (stall != leader)
                    stall.ExplainBy(Deadlock(leader, stall) ?? new Link(leader, NoClaim, Message.Of("incident.same-time"), []));
            }
        }
    }

    // A CPU that neither waits for another one nor for a lock tells most; then one inside a module; then one whose report is surely its own.
    static int Rank(Stall stall) => (2 * Place(stall)) + (stall.First.IsMixed ? 0 : 1);

    static int Place(Stall stall) =>
        stall.Kind != StallKind.StuckCpu ? (stall.First.Location is not null ? 2 : 0) + (stall.First.GuiltySymbol is not null ? 1 : 0) : (stall.SpinsForCpu ? 0 : Spins.ForLock(stall.First) ? 4 : 8) + (stall.Module is not null ? 2 : 0) + (stall.First.Location is not null ? 1 : 0);

    // Two CPUs that spin for two locks of one module: each may hold what the other wants.
    static Link? Deadlock(Stall leader, Stall other) =>
        leader.Cpu != other.Cpu && leader.Module is { } module && module == other.Module && Spins.ForLock(leader.First) && Spins.ForLock(other.First)
            ? new Link(leader, "deadlocked-with", Message.Of("incident.deadlocked", leader.Cpu, leader.Symbol, other.Cpu, other.Symbol, module), [leader.First.Place(), other.First.Place()])
            : null;

    static Stall? NearestCpu(Stall stall, StalledMachine machine) =>
        machine.Near(stall, StallKind.StuckCpu).FirstOrDefault(c => c.Root != stall && Order.Overlap(c, stall))?.Root;
}
