using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.Findings;

/// <summary>What happened: a CPU that is stuck, a fault, a panic, errors of the hardware.</summary>
sealed class HappenedFindings : IFindingRule
{
    const int Told = 8;

    public IEnumerable<Finding> Find(FindingContext context) =>
        context.Case.Distinct.Where(r => StallKinds.Of(r) != StallKind.HungTask).Select(r => Tell(r, context)).OfType<Finding>().OrderByDescending(f => f.Weight).Take(Told);

    static Finding? Tell(Report report, FindingContext context)
    {
        object place = (object?)(report.Location?.Text() ?? report.GuiltySymbol) ?? Message.Of("verdict.place-unknown");
        int first = report.Id == context.Case.Cause?.Id ? 100 : 60;
        ImmutableArray<Evidence> lines = report.LocationLine is null ? [report.Headline()] : [report.Headline(), report.Place()];
        return report.Kind switch
        {
            ReportKind.SoftLockup => SoftLockup(report, place, context, lines, first),
            ReportKind.HardLockup => context.Make("ST1002", report is { Pid: null, Comm: null } ? Message.Of("finding.hard-lockup-alone", Cpu(report), place) : Message.Of("finding.hard-lockup", Cpu(report), place, report.Task()), Confidence.Strong, lines, first),
            ReportKind.RcuStall => context.Make("ST1003", Message.Of("finding.rcu-stall", report.Rcu?.Flavour ?? "RCU", Waits(report)), Confidence.Strong, lines, first - 10),
            ReportKind.Panic => context.Make("ST1006", Message.Of("finding.panic", report.Title), Confidence.Strong, lines, first - 5),
            ReportKind.Oom => context.Make("ST1007", Message.Of("finding.oom", report.Task()), Confidence.Strong, lines, first),
            ReportKind.MachineCheck or ReportKind.IoError => context.Make("ST1008", Message.Of("finding.hardware", report.Title), Confidence.Strong, lines, first),
            ReportKind.Lockdep or ReportKind.SleepInAtomic or ReportKind.SchedulingWhileAtomic or ReportKind.SuspiciousRcu => context.Make("ST1010", Message.Of("finding.locking-rule", report.Title, report.Task()), Confidence.Strong, lines, first),
            ReportKind.WorkqueueLockup => context.Make("ST1011", Message.Of("finding.worker-pool", report.Title), Confidence.Strong, lines, first),
            ReportKind.NmiBacktrace or ReportKind.TaskDump => null,
            _ when StallKinds.Of(report) == StallKind.Fault => context.Make("ST1005", Message.Of("finding.fault", report.Title, place, report.Task()), Confidence.Strong, lines, first),
            _ => context.Make("ST1012", Message.Of("finding.warning", report.Title, place), Confidence.Strong, lines, first - 30),
        };
    }

    static Finding SoftLockup(Report report, object place, FindingContext context, ImmutableArray<Evidence> lines, int weight)
    {
        // CS 0010 on x86-64, 0060 on i386: the kernel's own code segment.
        object mode = report.Registers["cs"] is 0x10 or 0x60 ? Message.Of("finding.kernel-mode") : string.Empty;
        if (report.Registers["cs"] is not null && report.Registers.Lines.TryGetValue("cs", out long line))
            lines = lines.Add(report.At(line));
        SoftLockupFacts facts = SoftLockupFacts.Of(context.Case.Release);
        if (report.Seconds is not { } printed || report.Time.IsUnknown || report.FromMemory)
            return context.Make("ST1001", Message.Of("finding.soft-lockup", Cpu(report), place, report.Task(), mode), Confidence.Strong, lines, weight);
        double real = facts.RealSeconds(printed);
        return context.Make(
            "ST1001",
            Message.Of("finding.soft-lockup-since", Cpu(report), place, report.Task(), mode, LogTimeText.Of(MachineClock.Minus(report.Time, real)), printed, real, LogTimeText.Of(report.Time)),
            Confidence.Strong, lines, weight);
    }

    static string Waits(Report report) =>
        report.Rcu is { } rcu ? string.Join(", ", rcu.StalledCpus.Select(c => $"CPU {c}").Concat(rcu.BlockedTasks.Select(p => $"pid {p}")).DefaultIfEmpty(report.Cpu is { } cpu ? $"CPU {cpu}" : "?")) : report.Cpu is { } own ? $"CPU {own}" : "?";

    static object Cpu(Report report) => report.Cpu is { } cpu ? cpu : Message.Of("verdict.cpu-unknown");
}
