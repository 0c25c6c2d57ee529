using System.Collections.Immutable;
using Stucktrace.Dump;

namespace Stucktrace.Incidents.Memory;

/// <summary>A CPU of a dump that does not get on.</summary>
/// <param name="Cpu">The CPU.</param>
/// <param name="Task">Its current task.</param>
/// <param name="Registers">Registers of the kernel's code that it runs, below any interrupts.</param>
/// <param name="Frames">The calls that led there, innermost first.</param>
/// <param name="User">Registers with which the task entered the kernel, or null.</param>
/// <param name="UserSystemCall">orig_rax of those, or null.</param>
/// <param name="Seconds">For how long, in whole seconds.</param>
/// <param name="Since">Address of the word that tells since when.</param>
public sealed record StalledCpu(DumpedCpu Cpu, DumpedTask Task, DumpedRegisters Registers, ImmutableArray<DumpedFrame> Frames, DumpedRegisters? User, ulong? UserSystemCall, int Seconds, ulong Since);
