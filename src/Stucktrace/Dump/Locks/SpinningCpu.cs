using System.Collections.Immutable;

namespace Stucktrace.Dump.Locks;

/// <summary>A CPU that spins for a lock.</summary>
/// <param name="Cpu">Number of the CPU.</param>
/// <param name="Task">Address of its current task.</param>
/// <param name="Function">The function that it spins in.</param>
/// <param name="Caller">Who wanted the lock: the first frame outside of the lock's own functions, or null.</param>
/// <param name="Lock">The lock, when a register leads to one that is held.</param>
/// <param name="PossibleHolders">
/// CPUs that may hold it: its holder can't have been scheduled out, so it is on a CPU that is neither idle nor in a program; the spinning CPU itself is
/// among them, since it may have taken the lock before. Empty when there is a CPU whose registers are not known.
/// </param>
public sealed record SpinningCpu(int Cpu, ulong Task, string Function, DumpedFrame? Caller, DumpedLock? Lock, ImmutableArray<int> PossibleHolders);
