using Stucktrace.Formats;

namespace Stucktrace.Dump.Stacks;

/// <summary>Where stacks end: the tasks' own, and those that CPUs use for interrupts.</summary>
sealed class StackRegions
{
    // IRQ_STACK_SIZE, arch/x86/include/asm/page_64_types.h, 2.6.32 to 6.12 (EL6: the same); task stacks: 8 KiB up to 3.14, then 16 KiB.
    const ulong IrqStackSize = 16384, DefaultTaskStack = 16384, SmallestTaskStack = 8192, LargestTaskStack = 65536;

    // The kernel's own "lowest word of the stack" (STACK_END_MAGIC, include/uapi/linux/magic.h).
    const ulong EndMagic = 0x57ac6e9d;

    readonly List<ulong> _irqTops = [];
    readonly ulong? _taskStackSize;
    readonly DumpedMachine _machine;

    internal StackRegions(DumpedMachine machine)
    {
        _machine = machine;
        _taskStackSize = machine.Kernel.Types.SizeOf("thread_union") is >= (long)SmallestTaskStack and <= (long)LargestTaskStack and { } size ? (ulong)size : null;
        foreach (DumpedCpu cpu in machine.Cpus)
        {
            // hardirq_stack_ptr since 5.3, irq_stack_ptr before, with the prefix of old kernels' per-CPU symbols: the stack's top, or some words below it.
            foreach (string name in (ReadOnlySpan<string>)["hardirq_stack_ptr", "pcpu_hot", "irq_stack_ptr", "per_cpu__irq_stack_ptr"])
            {
                if (machine.Kernel.Symbols.Find(name) is { } symbol &&
                    machine.Kernel.Types.Field("pcpu_hot", "hardirq_stack_ptr")?.Offset is var inHot && (name != "pcpu_hot" || inHot is not null) &&
                    machine.Kernel.Memory.Number(unchecked(symbol + cpu.PerCpuOffset + (name == "pcpu_hot" ? (ulong)inHot!.Value : 0))) is { } top and not 0)
                {
                    _irqTops.Add((top + 64) & ~63ul);
                    break;
                }
            }
        }
    }

    /// <summary>Bytes of a task's stack.</summary>
    internal ulong SizeOf(DumpedTask task)
    {
        if (_taskStackSize is { } known)
            return known;

        // Without types: an old kernel's thread_info lies at the bottom; where 8 KiB above another stack's end mark stands, stacks are that small.
        return task.Stack % DefaultTaskStack != 0 || _machine.Kernel.Memory.Number(task.Stack + SmallestTaskStack) == EndMagic ? SmallestTaskStack : DefaultTaskStack;
    }

    /// <summary>Address behind the last word of the stack that an address lies in.</summary>
    /// <param name="address">A stack pointer.</param>
    /// <param name="task">The task whose stack it may be.</param>
    internal ulong LimitOf(ulong address, DumpedTask? task)
    {
        if (task is { Stack: > 0 } && address - task.Stack <= SizeOf(task))
            return task.Stack + SizeOf(task);
        foreach (ulong top in _irqTops)
        {
            if (address < top && address >= top - IrqStackSize)
                return top;
        }

        ulong limit = unchecked(address + ReadLimits.MaxScannedStack);
        return limit < address ? ulong.MaxValue & ~7ul : limit;
    }

    /// <summary>True when an address lies in a task's own stack.</summary>
    internal bool IsOwn(ulong address, DumpedTask? task) => task is { Stack: > 0 } && address - task.Stack < SizeOf(task);
}
