using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Termination.Live;

namespace Stucktrace.Incidents.Memory;

/// <summary>A CPU of a dump that does not get on.</summary>
/// <param name="Cpu">The CPU.</param>
/// <param name="Task">Its current task.</param>
/// <param name="Registers">Registers of the kernel's code that it runs, below any interrupts.</param>
/// <param name="Frames">The calls that led there, innermost first.</param>
/// <param name="User">Registers with which the task entered the kernel, or null.</param>
/// <param name="UserSystemCall">orig_rax of those, or null.</param>
/// <param name="Seconds">For how long the watchdog's thread has not run there, in whole seconds; 0 when that is no longer than it may be.</param>
/// <param name="SeenByWatchdog">True when that is longer than the watchdog allows; false when only executing the code shows that it does not end.</param>
/// <param name="Since">Address of what tells so.</param>
public sealed record StalledCpu(
    DumpedCpu Cpu, DumpedTask Task, DumpedRegisters Registers, ImmutableArray<DumpedFrame> Frames, DumpedRegisters? User, ulong? UserSystemCall, int Seconds, bool SeenByWatchdog, ulong Since)
{
    /// <summary>What executing its code on the dump's memory showed; null when there was nothing to execute.</summary>
    public LiveStudy? Live { get; init; }
}
