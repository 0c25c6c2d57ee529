using System.Collections.Immutable;

namespace Stucktrace.Incidents.Causes;

/// <summary>Sorts the reports of one machine into stalls: what is reported again and again becomes one.</summary>
static class StallSorter
{
    // Between two reports of one stall lies at most the detector's period; beyond this it is a new one on the same CPU or task.
    const double LongestPause = 15 * 60;

    /// <summary>Makes the stalls, in order of reading.</summary>
    internal static ImmutableArray<Stall> Sort(IEnumerable<Report> reports)
    {
        ImmutableArray<Stall>.Builder stalls = ImmutableArray.CreateBuilder<Stall>();
        Dictionary<object, Stall> open = [];
        Dictionary<string, Stall> byReport = new(StringComparer.Ordinal);
        foreach (Report report in reports)
        {
            if (report is { PartOf: { } whole, Kind: ReportKind.NmiBacktrace or ReportKind.TaskDump } && byReport.TryGetValue(whole, out Stall? owner))
            {
                // The back trace of another CPU, or a lock owner's, is a witness of its own.
                if (SameSubject(report, owner.First))
                {
                    owner.Add(report);
                    continue;
                }
            }

            StallKind kind = StallKinds.Of(report);
            if (Key(kind, report) is { } key && open.TryGetValue(key, out Stall? stall) && GoesOn(stall, report))
            {
                stall.Add(report);
                byReport[report.Id] = stall;
                continue;
            }

            Stall fresh = new(kind, report, stalls.Count);
            stalls.Add(fresh);
            byReport[report.Id] = fresh;
            if (Key(kind, report) is { } newKey)
                open[newKey] = fresh;
        }

        return stalls.ToImmutable();
    }

    static object? Key(StallKind kind, Report report) => kind switch
    {
        StallKind.StuckCpu when report.Kind == ReportKind.RcuStall => (kind, "rcu", report.Cpu ?? report.Rcu?.StalledCpus.FirstOrDefault(), report.Pid),
        StallKind.StuckCpu when report.Cpu is { } cpu => (kind, report.Kind, cpu, report.Pid, report.Comm),
        StallKind.GracePeriod => (kind, report.Rcu?.Flavour, string.Join(',', report.Rcu?.BlockedTasks ?? [])),
        StallKind.HungTask when report.Pid is { } pid => (kind, pid, report.Comm),
        StallKind.Memory or StallKind.Storage or StallKind.Hardware or StallKind.WorkerPool => kind,
        StallKind.Warning or StallKind.LockingRule => (kind, report.Title),
        _ => null,
    };

    static bool GoesOn(Stall stall, Report report) =>
        stall.Kind is StallKind.Memory or StallKind.Storage or StallKind.Hardware or StallKind.Warning or StallKind.LockingRule
        || MachineClock.Between(stall.Last.Time, report.Time) is null or (>= 0 and <= LongestPause);

    static bool SameSubject(Report part, Report whole) =>
        (part.Cpu is { } cpu && (cpu == whole.Cpu || whole.Rcu?.StalledCpus.Contains(cpu) == true)) || (part.Cpu is null && part.Pid is not null && part.Pid == whole.Pid);
}
