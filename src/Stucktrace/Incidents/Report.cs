using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Kernel;

namespace Stucktrace.Incidents;

/// <summary>One report that a kernel printed: a soft lockup, a hung task, an oops… A field that the report does not show is null or empty.</summary>
public sealed record Report
{
    /// <summary>Name within this run: <c>r1</c>, <c>r2</c>… in order of reading.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required ReportKind Kind { get; init; }

    /// <summary>Normalised one-line title in the field's usual wording: <c>BUG: soft lockup in get_process_name</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Index of the input.</summary>
    public required int Input { get; init; }

    /// <summary>First line in the input, from 1.</summary>
    public required long FirstLine { get; init; }

    /// <summary>Last line in the input.</summary>
    public required long LastLine { get; init; }

    /// <summary>Time of the first line.</summary>
    public LogTime Time { get; init; }

    /// <summary>Host name, or null.</summary>
    public string? Host { get; init; }

    /// <summary>Which boot of that host.</summary>
    public int Boot { get; init; }

    /// <summary>Kernel release, <c>2.6.32-754.6.3.el6.x86_64</c>: printed in the report, else from the boot's banner.</summary>
    public string? Kernel { get; init; }

    /// <summary>Architecture.</summary>
    public Architecture Architecture { get; init; }

    /// <summary>Hardware line, or null.</summary>
    public string? Hardware { get; init; }

    /// <summary>The CPU that the report is about.</summary>
    public int? Cpu { get; init; }

    /// <summary>The task that the report is about.</summary>
    public int? Pid { get; init; }

    /// <summary>That task's name. Kernels cut it at 15 characters.</summary>
    public string? Comm { get; init; }

    /// <summary>Seconds as printed (stuck for, blocked for). Their meaning depends on the kernel's era: see the incident.</summary>
    public int? Seconds { get; init; }

    /// <summary>State letter of the task, where printed: <c>D</c>, <c>R</c>, <c>S</c>.</summary>
    public char? TaskState { get; init; }

    /// <summary>Address of the task structure, where printed (2.6.32).</summary>
    public ulong? TaskAddress { get; init; }

    /// <summary>The work function that a worker runs, from a <c>Workqueue:</c> line.</summary>
    public CodeLocation? WorkFunction { get; init; }

    /// <summary>Where the CPU was, or the task slept.</summary>
    public CodeLocation? Location { get; init; }

    /// <summary>Line that <see cref="Location"/> stands on.</summary>
    public long? LocationLine { get; init; }

    /// <summary>Function to blame, past the detector's and the kernel's generic helpers.</summary>
    public string? GuiltySymbol { get; init; }

    /// <summary>Its module, or null.</summary>
    public string? GuiltyModule { get; init; }

    /// <summary>The call trace that belongs to the report's subject, innermost first.</summary>
    public ImmutableArray<StackFrame> Frames { get; init; } = [];

    /// <summary>Kernel-side registers.</summary>
    public RegisterFile Registers { get; init; } = RegisterFile.Empty;

    /// <summary>
    /// Whether the word printed for a kernel-side register is none that the running code had: see <see cref="SavedRegisters"/>. Only soft lockups are
    /// printed from an interrupt with its registers; the kernel printed no others from there.
    /// </summary>
    /// <param name="register">Lower-case name.</param>
    public bool IsLeftOver(string register) =>
        Kind == ReportKind.SoftLockup && Architecture == Architecture.X64 && SavedRegisters.IsLeftOver(KernelRelease.Parse(Kernel), register);

    /// <summary>A kernel-side register as the running code had it; null when it is not printed, or was not saved.</summary>
    /// <param name="register">Lower-case name.</param>
    public ulong? Register(string register) => IsLeftOver(register) ? null : Registers[register];

    /// <summary>User-side registers of the entry into the kernel.</summary>
    public RegisterFile UserRegisters { get; init; } = RegisterFile.Empty;

    /// <summary>The system call the task is in.</summary>
    public SystemCall? SystemCall { get; init; }

    /// <summary>Raw stack words, lowest address first.</summary>
    public ImmutableArray<StackWord> Stack { get; init; } = [];

    /// <summary>The <c>Code:</c> line of the kernel side.</summary>
    public CodeBytes? Code { get; init; }

    /// <summary>Modules linked in.</summary>
    public ImmutableArray<ModuleEntry> Modules { get; init; } = [];

    /// <summary>Module that was unloaded last, or null.</summary>
    public string? LastUnloaded { get; init; }

    /// <summary>Taint.</summary>
    public Taint? Taint { get; init; }

    /// <summary>The address whose access failed, for paging and protection faults.</summary>
    public ulong? FaultAddress { get; init; }

    /// <summary>Locks listed as held.</summary>
    public ImmutableArray<HeldLock> LocksHeld { get; init; } = [];

    /// <summary>The kernel's hint who holds what the task waits for.</summary>
    public LikelyOwner? BlockedOn { get; init; }

    /// <summary>What an RCU stall says besides stacks.</summary>
    public RcuStall? Rcu { get; init; }

    /// <summary>Errors that drivers told of their devices before this report, in order; not every one of them has to do with it.</summary>
    public ImmutableArray<DriverError> DriverErrors { get; init; } = [];

    /// <summary>Why the report is damaged, or null when it is whole.</summary>
    public Message? Damaged { get; init; }

    /// <summary>True when another CPU printed at the same time and some of the lines may be that one's.</summary>
    public bool IsMixed => Damaged?.Id == Damage.Mixed;

    /// <summary>Id of an earlier report of the very same stall, or null.</summary>
    public string? SameAs { get; init; }

    /// <summary>True when it is <see cref="SameAs"/> read a second time, from another file or in another form: the same event, no further witness.</summary>
    public bool IsCopy { get; init; }

    /// <summary>Id of the report that this one belongs to (an NMI back trace or a lock owner's stack printed for another report), or null.</summary>
    public string? PartOf { get; init; }

    /// <summary>True when nothing was printed and it was made from the memory of a dump: what the log would have said.</summary>
    public bool FromMemory { get; init; }

    /// <summary>The lines for quoting; empty when the budget for quotes is used up.</summary>
    public ImmutableArray<ReportLine> Lines { get; init; } = [];
}
