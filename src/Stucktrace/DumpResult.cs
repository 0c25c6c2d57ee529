using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Dump.CpuStates;
using Stucktrace.Dump.Locks;
using Stucktrace.Dump.Log;
using Stucktrace.Dump.Rcu;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;

namespace Stucktrace;

/// <summary>What a dump holds. Views that cost something are read when they are first asked for; what is damaged in them joins the diagnostics.</summary>
public sealed class DumpResult : IDisposable
{
    readonly DumpReport _report;
    readonly Lazy<DumpedLog?> _log;

    internal DumpResult(string path, DumpedMachine? machine, DumpReport report)
    {
        (Path, Machine, _report) = (path, machine, report);
        _log = new(() => DumpedLog.Read(Machine!.Kernel, _report.Add));
    }

    /// <summary>Path as named.</summary>
    public string Path { get; }

    /// <summary>The machine, or null when the dump can't be read.</summary>
    public DumpedMachine? Machine { get; }

    /// <summary>What is damaged or could not be used, so far.</summary>
    public ImmutableArray<InputDiagnostic> Diagnostics => [.. _report.Diagnostics];

    /// <summary>Names for addresses.</summary>
    public AddressNames Names => field ??= new AddressNames(Machine!);

    /// <summary>The kernel's log; null when it can't be found.</summary>
    public DumpedLog? Log => _log.Value;

    /// <summary>The machine as a whole.</summary>
    public MachineFacts Facts => field ??= MachineFacts.Read(Machine!, Log);

    /// <summary>RCU, each flavour.</summary>
    public ImmutableArray<RcuView> Rcu => field.IsDefault ? field = RcuReader.Read(Machine!, _report.Add) : field;

    /// <summary>What each CPU has left undone.</summary>
    public ImmutableArray<CpuState> Cpus => field.IsDefault ? field = CpuStateReader.Read(Machine!, _report.Add) : field;

    /// <summary>Who waits for whom.</summary>
    public WaitGraph Waits => field ??= WaitGraph.Read(Machine!, StackOf, _report.Add);

    /// <summary>The stack of a task, innermost frame first.</summary>
    /// <param name="task">The task.</param>
    public ImmutableArray<DumpedFrame> StackOf(DumpedTask task) => StackReader.Read(Machine!, task);

    /// <summary>Closes the dump's file; views that were not read before can't be read any more.</summary>
    public void Dispose() => Machine?.Kernel.File.Dispose();
}
