using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Kernel;

namespace Stucktrace.Dump.Locks;

/// <summary>
/// Finds the spinlocks that CPUs wait for. The lock is the first argument of the slow path, which keeps it in a register; a register counts when it leads to
/// a word that a held queued spinlock can have (include/asm-generic/qspinlock_types.h, since 4.2): the locked byte 0 or 1, the pending byte 0 or 1, and above
/// the number of the last CPU in the queue.
/// </summary>
sealed class SpinReader(KernelReader reader, DumpedMachine machine, Func<DumpedTask, ImmutableArray<DumpedFrame>> stackOf)
{
    // rdi, rbx, rbp, r12 to r15: the argument itself, and the registers that a function keeps across calls. Numbers of the processor.
    static readonly int[] Registers = [7, 3, 5, 12, 13, 14, 15];
    const int TailShift = 18;

    readonly AddressNames _names = new(machine);

    internal ImmutableArray<SpinningCpu> Read()
    {
        Dictionary<ulong, DumpedTask> tasks = machine.Tasks.ToDictionary(t => t.Address);
        ImmutableArray<int> holders = Holders(tasks);
        ImmutableArray<SpinningCpu>.Builder spins = ImmutableArray.CreateBuilder<SpinningCpu>();
        foreach (DumpedCpu cpu in machine.Cpus)
        {
            if (cpu.Registers is not { InUserMode: false } registers || !tasks.TryGetValue(cpu.Current, out DumpedTask? task))
                continue;
            // The innermost frames may be an interrupt's; a spinner has the slow path below it.
            ImmutableArray<DumpedFrame> frames = stackOf(task);
            int at = IndexOfSpin(frames);
            if (at < 0)
                continue;
            DumpedLock? found = at == 0 ? Registers.Select(r => Lock(registers.Values[r])).FirstOrDefault(l => l is not null) : null;
            spins.Add(new SpinningCpu(cpu.Number, cpu.Current, frames[at].Symbol!, frames.Skip(at).FirstOrDefault(f => !SpinFunctions.WaitsForLock(f.Symbol)), found, holders));
        }

        return spins.ToImmutable();
    }

    static int IndexOfSpin(ImmutableArray<DumpedFrame> frames)
    {
        for (int i = 0; i < frames.Length; i++)
        {
            if (frames[i].Module is null && SpinFunctions.WaitsForLock(frames[i].Symbol))
                return i;
        }

        return -1;
    }

    ImmutableArray<int> Holders(Dictionary<ulong, DumpedTask> tasks) => machine.Cpus.Any(c => c.Registers is null)
        ? [] : [.. machine.Cpus.Where(c => !c.Registers!.InUserMode && tasks.TryGetValue(c.Current, out DumpedTask? t) && t.Pid != 0).Select(c => c.Number)];

    DumpedLock? Lock(ulong address)
    {
        if (address < KernelHalf.First || address % 4 != 0 || _names.StackOwner(address) is not null || reader.Memory.Number(address, 4) is not (> 0 and { } value))
            return null;
        ulong locked = value & 0xff, pending = value >> 8 & 0xff, tail = value >> TailShift;
        bool possible = locked <= 1 && pending <= 1 && tail <= (ulong)machine.Cpus.Select(c => c.Number).DefaultIfEmpty(0).Max() + 1;
        return possible ? new DumpedLock { Kind = LockKind.SpinLock, Address = address, Name = _names.Symbol(address), Count = value } : null;
    }
}
