namespace Stucktrace.Incidents.Causes;

/// <summary>Which kind of stall a report belongs to.</summary>
static class StallKinds
{
    internal static StallKind Of(Report report) => report.Kind switch
    {
        ReportKind.SoftLockup or ReportKind.HardLockup => StallKind.StuckCpu,
        ReportKind.RcuStall => NamesCpu(report) ? StallKind.StuckCpu : StallKind.GracePeriod,
        ReportKind.HungTask => StallKind.HungTask,
        ReportKind.TaskDump => report.TaskState is 'D' && report.PartOf is null ? StallKind.HungTask : StallKind.ShownTask,
        ReportKind.WorkqueueLockup => StallKind.WorkerPool,
        ReportKind.NullDereference or ReportKind.BadAccess or ReportKind.GeneralProtection or ReportKind.Bug or ReportKind.DoubleFault or ReportKind.StackOverflow
            or ReportKind.DivideError or ReportKind.InvalidOpcode or ReportKind.ListCorruption or ReportKind.BadPage or ReportKind.MemoryCorruption
            or ReportKind.Kasan or ReportKind.Kfence => StallKind.Fault,
        ReportKind.Panic => StallKind.Panic,
        ReportKind.Lockdep or ReportKind.SleepInAtomic or ReportKind.SchedulingWhileAtomic or ReportKind.SuspiciousRcu => StallKind.LockingRule,
        ReportKind.Oom => StallKind.Memory,
        ReportKind.IoError => StallKind.Storage,
        ReportKind.MachineCheck => StallKind.Hardware,
        ReportKind.NmiBacktrace => StallKind.ShownTask,
        _ => StallKind.Warning,
    };

    // A stall report that names no CPU, or only sleeping tasks (P123), shows no CPU that spins.
    static bool NamesCpu(Report report) =>
        report.Rcu is not { } rcu ? report.Cpu is not null : rcu.SelfDetected || rcu.StalledCpus.Length > 0 || (rcu.BlockedTasks.Length == 0 && report.Location is not null);
}
