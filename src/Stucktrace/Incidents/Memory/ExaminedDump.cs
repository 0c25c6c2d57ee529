using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Dump.CpuStates;
using Stucktrace.Dump.Locks;
using Stucktrace.Dump.Rcu;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents.Memory;

/// <summary>A dump among the inputs, read as far as a diagnosis needs it.</summary>
public sealed record ExaminedDump
{
    /// <summary>Index of the input; of a split dump that of its first part.</summary>
    public required int Input { get; init; }

    /// <summary>Its path.</summary>
    public required string Path { get; init; }

    /// <summary>The machine.</summary>
    public required DumpedMachine Machine { get; init; }

    /// <summary>The code of its modules.</summary>
    public required ModuleCodes Codes { get; init; }

    /// <summary>Lines of the kernel's log inside it.</summary>
    public long LogLines { get; init; }

    /// <summary>When it was taken: seconds since boot, as far as the dump tells.</summary>
    public LogTime Time { get; init; }

    /// <summary>CPUs that do not get on.</summary>
    public ImmutableArray<StalledCpu> Stalled { get; init; } = [];

    /// <summary>CPUs that the watchdog has nothing against and whose code of a module could not be told to end: on a kernel that preempts everywhere a loop may hide there.</summary>
    public ImmutableArray<StalledCpu> Undecided { get; init; } = [];

    /// <summary>Tasks that sleep without answering signals, and have for long.</summary>
    public ImmutableArray<WaitingTask> Waiting { get; init; } = [];

    /// <summary>System calls that were taken over.</summary>
    public ImmutableArray<KernelHook> Hooks { get; init; } = [];

    /// <summary>What each CPU has left undone.</summary>
    public ImmutableArray<CpuState> CpuStates { get; init; } = [];

    /// <summary>Who waits for whom.</summary>
    public WaitGraph Waits { get; init; } = new();

    /// <summary>What RCU waits for.</summary>
    public ImmutableArray<RcuView> Rcu { get; init; } = [];
}
