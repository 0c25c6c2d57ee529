using System.Collections.Immutable;
using Stucktrace.Incidents;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.Machines;

namespace Stucktrace.Lab;

/// <summary>Runs cases in virtual machines of one kernel. It is booted once; each case goes on from there.</summary>
/// <param name="tree">The kernel.</param>
/// <param name="build">What the guest is made of.</param>
/// <param name="folder">Folder for the state of the booted machine.</param>
sealed class CaseMachine(KernelTree tree, LabBuild build, string folder)
{
    // Two CPUs may be stuck with interrupts off: a third one is left to say so.
    const int Cpus = 3;

    // Reports come after 10 to 14 s (watchdog_thresh 5), 15 s (stall), 10 to 20 s (hung task; the guest sets 10).
    const string CommandLine = "console=ttyS0,115200 rcupdate.rcu_cpu_stall_timeout=15";

    // A kernel that has printed nothing by then prints nothing any more: what happened is in the dump alone.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    static readonly ImmutableArray<ReportKind> Watched =
    [
        ReportKind.SoftLockup, ReportKind.HardLockup, ReportKind.HungTask, ReportKind.RcuStall, ReportKind.WorkqueueLockup, ReportKind.NullDereference,
        ReportKind.BadAccess, ReportKind.GeneralProtection, ReportKind.Bug, ReportKind.ListCorruption, ReportKind.SleepInAtomic, ReportKind.SchedulingWhileAtomic,
    ];

    string State => Path.Combine(folder, "state");

    /// <summary>Whether the state of an earlier run still is that of what would be booted now.</summary>
    /// <param name="sources">Folders with what the guest is made of.</param>
    public bool IsBooted(params IEnumerable<string> sources) =>
        File.Exists(State) && sources.SelectMany(Directory.EnumerateFiles).Append(tree.Kernel.ImagePath).All(f => File.GetLastWriteTimeUtc(f) < File.GetLastWriteTimeUtc(State));

    /// <summary>Boots the machine and keeps its state.</summary>
    /// <exception cref="LabFailure">It did not get ready.</exception>
    public void Boot()
    {
        Directory.CreateDirectory(folder);
        MachineRun run = VirtualMachine.Run(Settings(folder) with { SaveTo = State }, new MachineWatch(), null, CancellationToken.None);
        if (run.End != MachineEnd.Saved)
            throw new LabFailure($"{tree.Kernel.Release} did not boot (log: {run.LogPath}): {string.Join(' ', run.Notes.Select(n => n.Render(Language.English)))}");
    }

    /// <summary>Runs a case.</summary>
    /// <param name="wanted">The case.</param>
    /// <param name="output">Folder for its log and dump.</param>
    public MachineRun Run(LabCase wanted, string output) => VirtualMachine.Run(
        Settings(output) with { RestoreFrom = State, Command = $"{string.Join(',', wanted.Modules)} {wanted.Trigger}", Limit = Patience },
        new MachineWatch { Kinds = Watched },
        null,
        CancellationToken.None);

    MachineSettings Settings(string results) => new()
    {
        Kernel = tree.Kernel.ImagePath,
        Initramfs = build.Initramfs,
        CommandLine = CommandLine,
        Folder = results,
        Cpus = Cpus,
        Accelerator = MachineAccelerator.Tcg,
        DumpWhenFinished = true,
    };
}
