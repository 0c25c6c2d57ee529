using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Causes;

/// <summary>Makes the record of an incident out of its stalls.</summary>
static class IncidentMaker
{
    /// <summary>
    /// False for stacks that somebody asked for: nothing need be wrong with them. A stack from a dump is told when the CPU was spinning for a lock at the
    /// moment of the crash: nobody crashes a machine that works.
    /// </summary>
    internal static bool IsWorthTelling(IEnumerable<Stall> stalls) =>
        stalls.Any(s => s.Kind != StallKind.ShownTask || (Spins.ForLock(s.First) && s.First.Frames.Any(f => f.Location.Symbol == "crash_nmi_callback")));

    /// <summary>Makes the record.</summary>
    internal static Incident Make(Stall root, ImmutableArray<Stall> stalls, string? kernel)
    {
        ImmutableArray<Report> reports = [.. stalls.SelectMany(s => s.Reports).OrderBy(r => r.Input).ThenBy(r => r.FirstLine)];
        LogTime start = MachineClock.Minus(root.First.Time, root.BeforeFirst);
        double? lasted = MachineClock.Between(root.First.Time, reports.MaxBy(r => r.FirstLine)!.Time) + root.BeforeFirst;
        return new Incident
        {
            Id = root.First.Id,
            Host = root.First.Host,
            Boot = root.First.Boot,
            Kernel = root.First.Kernel ?? kernel,
            Start = start,
            StartWhy = StartWhy(root, start),
            Seconds = lasted is > 0 ? lasted : root.BeforeFirst > 0 ? root.BeforeFirst : null,
            Reports = [.. reports.Select(r => r.Id)],
            Cause = ShowsCause(root) ? root.First.Id : null,
            Effects = [.. stalls.Where(s => s.IsClaimed).Select(s => new Effect(s.First.Id, s.Link!.Relation, s.Link.Why, s.Link.Evidence))],
        };
    }

    // A task that only waits is not the cause, even when nobody explains it.
    static bool ShowsCause(Stall root) => root.Kind switch
    {
        StallKind.HungTask => root.Wait is null && root.First.Location?.Module is not null,
        StallKind.GracePeriod => ReadSide.HoldsGracePeriod(root.First),
        StallKind.WorkerPool => false,
        StallKind.StuckCpu => !root.SpinsForCpu,
        _ => true,
    };

    static Message? StartWhy(Stall root, LogTime start)
    {
        if (root.BeforeFirst <= 0 || start.IsUnknown)
            return null;
        if (root.Kind == StallKind.HungTask)
            return Message.Of("incident.start-hung-task", root.First.Task(), root.First.Seconds, LogTimeText.Of(root.First.Time), LogTimeText.Of(start));
        if (root.First.FromMemory)
            return Message.Of("incident.start-memory", root.Cpu, LogTimeText.Of(start), root.First.Seconds, LogTimeText.Of(root.First.Time));
        SoftLockupFacts facts = SoftLockupFacts.Of(KernelRelease.Parse(root.First.Kernel));
        return Message.Of("incident.start-soft-lockup", root.Cpu, LogTimeText.Of(start), LogTimeText.Of(root.First.Time), (int)Math.Round(root.BeforeFirst), root.First.Seconds, facts.Source);
    }
}
