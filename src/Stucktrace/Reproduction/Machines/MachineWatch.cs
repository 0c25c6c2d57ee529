using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Reproduction.Machines;

/// <summary>What ends the run of a virtual machine. A panic always does.</summary>
public sealed record MachineWatch
{
    /// <summary>Reports that the run waits for; the first one ends it.</summary>
    public ImmutableArray<ReportKind> Kinds { get; init; } =
        [ReportKind.SoftLockup, ReportKind.HardLockup, ReportKind.HungTask, ReportKind.RcuStall, ReportKind.WorkqueueLockup];

    /// <summary>How long the run goes on after the report, so that victims are reported too.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long the heartbeat may stay away; longer than the kernel's watchdogs need.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long the run goes on after the trigger came back.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(10);
}
