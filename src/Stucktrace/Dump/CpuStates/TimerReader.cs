using System.Buffers.Binary;
using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.CpuStates;

/// <summary>
/// The timers of a CPU that are overdue: since 4.8 the per-CPU array timer_bases of two or three struct timer_base, each with a wheel of hlist heads
/// (kernel/time/timer.c). Timers before that lie in another kind of wheel, which is not read.
/// </summary>
static class TimerReader
{
    // NR_BASES: standard and deferrable, since 6.9 local, global and deferrable. The deferrable ones may be late by design: the last base.
    const int MostBases = 3;

    internal static ImmutableArray<OverdueTimer>? Overdue(KernelReader reader, TimeBase time, DumpedCpu cpu, Allowance allowance)
    {
        if (reader.PerCpuSymbol("timer_bases") is not { } bases || reader.SizeOf("timer_base") is not (> 0 and { } size) || reader.Place("timer_base", "vectors") is not { } vectors)
            return null;
        if (time.Jiffies is not { } now || reader.Offset("timer_list", "entry") is not { } entry || !reader.Has("timer_list", "expires"))
            return null;
        List<OverdueTimer> overdue = [];
        for (int i = 0; i < Bases(reader); i++)
        {
            ulong wheel = bases + cpu.PerCpuOffset + (ulong)(i * size + vectors.Offset);
            foreach (ulong node in Nodes(reader, wheel, (int)Math.Min(vectors.Size, 64 * 1024), allowance))
            {
                if (Timer(reader, time, now, node - entry) is { } timer)
                    overdue.Add(timer);
            }
        }

        return [.. overdue.OrderByDescending(t => t.OverdueTicks)];
    }

    // Since 6.9 there is a base more (BASE_GLOBAL); the struct that tells is tmigr_cpu, which came with it.
    static int Bases(KernelReader reader) => reader.SizeOf("tmigr_cpu") is null ? MostBases - 2 : MostBases - 1;

    static IEnumerable<ulong> Nodes(KernelReader reader, ulong wheel, int bytes, Allowance allowance)
    {
        byte[] heads = new byte[bytes / 8 * 8];
        if (reader.Memory.Read(wheel, heads) != MemoryState.Present)
            yield break;
        HashSet<ulong> seen = [];
        for (int at = 0; at < heads.Length; at += 8)
        {
            // An hlist ends with NULL; a node is in one list only.
            for (ulong node = BinaryPrimitives.ReadUInt64LittleEndian(heads.AsSpan(at)); node != 0 && seen.Add(node);)
            {
                if (allowance.Take(1) == 0)
                {
                    reader.Report("VMC0851", Message.Of("machine.0851", Hexadecimal.Address(wheel), reader.Limits.MaxTimers));
                    yield break;
                }

                yield return node;
                node = reader.Memory.Number(node) ?? 0;
            }
        }
    }

    static OverdueTimer? Timer(KernelReader reader, TimeBase time, ulong now, ulong address)
    {
        KernelObject timer = new(reader, "timer_list", address);
        // A tick or two late is in time; and a wheel may run a timer late by an eighth of its time (LVL_GRAN), never early.
        if (timer["expires"] is not { } expires || time.TicksSince(expires) is not (> 2 and { } late) || now < expires)
            return null;
        return new OverdueTimer(address, timer["function"] ?? 0, late, time.Seconds(late), Sleeper(reader, timer));
    }

    // struct process_timer (since 4.15) holds the timer and the task behind it; before, timer_list.data is the task.
    static ulong Sleeper(KernelReader reader, KernelObject timer)
    {
        if (timer["function"] is not { } function || reader.Symbol("process_timeout") != function)
            return 0;
        return reader.Field(timer.Address, "process_timer", "task") ?? timer["data"] ?? 0;
    }
}
