using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Stucktrace.Kernel;
using Stucktrace.Machine;

namespace Stucktrace.Dump.Stacks;

/// <summary>
/// Reads the stacks of a dump: by the kernel's own unwind tables (ORC), by frame pointers, and where both are missing by words that calls left; across
/// interrupt stacks, and through modules without debug information. Each frame says how it was found.
/// </summary>
public sealed class StackReader
{
    static readonly ConditionalWeakTable<DumpedMachine, StackReader> Readers = [];

    readonly DumpedMachine _machine;
    readonly DumpedCode _code;
    readonly OrcUnwinder _orc;
    readonly FramePointerUnwinder _pointers;
    readonly ScanUnwinder _scan;
    readonly StackRegions _regions;
    readonly SleepingTask _sleeping;
    readonly int _unsaved;
    readonly Lock _lock = new();

    StackReader(DumpedMachine machine)
    {
        _machine = machine;
        _code = new DumpedCode(machine);
        _regions = new StackRegions(machine);
        _sleeping = new SleepingTask(machine, _code);
        _unsaved = Unsaved(machine.Kernel.Release);
        var calls = new CallSites(_code);
        _orc = new OrcUnwinder(_code);
        _pointers = new FramePointerUnwinder(_code, calls);
        _scan = new ScanUnwinder(_code, calls, _regions);
    }

    /// <summary>The machine's code, symbols and unwind tables.</summary>
    internal DumpedCode Code => _code;

    /// <summary>The reader of a machine; made once, it remembers what it looked up.</summary>
    /// <param name="machine">The machine, with its CPUs' registers (<see cref="Registers.CpuRegisters" />).</param>
    public static StackReader Of(DumpedMachine machine) => Readers.GetValue(machine, static m => new StackReader(m));

    /// <summary>The kernel's frames of a task, innermost first; those of the interrupts that it was in as well.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="task">The task: asleep, or the current one of a CPU.</param>
    public static ImmutableArray<DumpedFrame> Read(DumpedMachine machine, DumpedTask task) => Of(machine).StackOf(task).Frames;

    /// <summary>The kernel's frames of what a CPU was doing, innermost first; empty without registers, or when it was in a program.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="cpu">The CPU.</param>
    public static ImmutableArray<DumpedFrame> Read(DumpedMachine machine, DumpedCpu cpu) => Of(machine).StackOf(cpu).Frames;

    /// <summary>The stack of a task, with the registers at each interrupt and how the reading ended.</summary>
    /// <param name="task">The task.</param>
    public StackLayers StackOf(DumpedTask task)
    {
        // What a running task saved when it last slept says nothing of where it is now.
        foreach (DumpedCpu cpu in _machine.Cpus)
        {
            if (cpu.Current == task.Address)
                return StackOf(cpu);
        }

        lock (_lock)
            return _sleeping.Start(task) is { } start ? Walk(task).Read(start) : new StackLayers([], StackEnding.NoStart);
    }

    /// <summary>What a CPU was doing: the interrupt that it was in, what that interrupted, down to the program.</summary>
    /// <param name="cpu">The CPU.</param>
    public StackLayers StackOf(DumpedCpu cpu)
    {
        DumpedTask? task = _machine.TaskAt(cpu.Current);
        lock (_lock)
        {
            return cpu.Registers is { } registers
                ? Walk(task).Read(UnwindState.At(registers, FrameMethod.Registers)) : new StackLayers([], StackEnding.NoStart);
        }
    }

    StackWalk Walk(DumpedTask? task) => new(_code, _orc, _pointers, _scan, _regions, _unsaved, task);

    // Which registers an interrupt of this kernel leaves unsaved, by the processor's numbers.
    static int Unsaved(string release)
    {
        KernelRelease? kernel = KernelRelease.Parse(release);
        int mask = 0;
        for (int i = 0; i < RegisterConvention.Names.Length; i++)
            mask |= SavedRegisters.IsLeftOver(kernel, RegisterConvention.Names[i]) ? 1 << i : 0;
        return mask;
    }
}
