using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.Cpus;

/// <summary>Reads which CPUs there were and what each of them ran.</summary>
static class CpuReader
{
    internal static ImmutableArray<DumpedCpu> Read(KernelReader reader)
    {
        ulong? offsets = reader.Symbol("__per_cpu_offset");
        ImmutableArray<DumpedCpu>.Builder cpus = ImmutableArray.CreateBuilder<DumpedCpu>();
        foreach (int number in Numbers(reader))
        {
            // Without the table this is a kernel for one processor, whose per-CPU symbols are plain variables.
            ulong? offset = offsets is { } table ? reader.Memory.Number(table + (ulong)number * 8) : number == 0 ? 0 : null;
            if (offset is not { } area)
            {
                reader.Report("VMC0801", Message.Of("machine.0801", number));
                continue;
            }

            cpus.Add(new DumpedCpu(number, area, Current(reader, number, area), null));
        }

        return cpus.ToImmutable();
    }

    /// <summary>
    /// The CPUs that were online. A panic takes the others off that mask when it stops them (stop_this_cpu() in arch/x86/kernel/process.c), but not off the
    /// mask of the active ones, which only unplugging changes: a CPU in either was there.
    /// </summary>
    static ImmutableArray<int> Numbers(KernelReader reader)
    {
        int most = (int)Math.Clamp(reader.Variable("nr_cpu_ids", 4) ?? 0, 1, (ulong)reader.Limits.MaxCpus);
        ImmutableArray<int> online = Mask(reader, "online", most);
        if (online.IsEmpty)
        {
            online = Mask(reader, "present", most);
            reader.Report("VMC0802", Message.Of("machine.0802", online.Length));
        }

        return [.. online.Union(Mask(reader, "active", most)).Order()];
    }

    // __cpu_online_mask since 4.5; before it a constant pointer cpu_online_mask to the bits (kernel/cpu.c).
    static ImmutableArray<int> Mask(KernelReader reader, string name, int most) =>
        (reader.Symbol($"__cpu_{name}_mask") ?? reader.Variable($"cpu_{name}_mask")) is { } bits ? reader.BitsAt(bits, most) : [];

    /// <summary>The current task, from the CPU's own variable, and from its run queue; where the two do not agree, the first counts and it is said.</summary>
    static ulong Current(KernelReader reader, int cpu, ulong area)
    {
        ulong? own = OwnVariable(reader, area);
        ulong? queue = reader.PerCpuSymbol("runqueues") is { } queues ? reader.Field(queues + area, "rq", "curr") : null;
        if (own is { } a && queue is { } b && a != b)
            reader.Report("VMC0803", Message.Of("machine.0803", cpu, Hexadecimal.Address(a), Hexadecimal.Address(b)));
        if (own is null && queue is null)
            reader.Report("VMC0804", Message.Of("machine.0804", cpu));
        return own ?? queue ?? 0;
    }

    // arch/x86/include/asm/current.h: current_task up to 6.1 and again since 6.15, the first member of pcpu_hot in between.
    static ulong? OwnVariable(KernelReader reader, ulong area)
    {
        if (reader.PerCpuSymbol("current_task") is { } variable)
            return reader.Memory.Number(variable + area);
        return reader.Symbol("pcpu_hot") is { } hot ? reader.Memory.Number(hot + area + (reader.Offset("pcpu_hot", "current_task") ?? 0)) : null;
    }
}
