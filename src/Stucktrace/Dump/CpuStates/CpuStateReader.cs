using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.CpuStates;

/// <summary>Reads what each CPU has left undone.</summary>
public static class CpuStateReader
{
    // get_timestamp() in kernel/watchdog.c: the clock in nanoseconds shifted right by 30 bits, its "seconds".
    const int WatchdogShift = 30;

    // SOFTLOCKUP_DELAY_REPORT (5.13) and SOFTLOCKUP_RESET (before it, 0): no stamp but an order to take one.
    const ulong NoStamp = ulong.MaxValue;

    // enum in include/linux/interrupt.h, the same order since 2.6.30; used where softirq_to_name[] is not there.
    static readonly string[] Softirqs = ["HI", "TIMER", "NET_TX", "NET_RX", "BLOCK", "IRQ_POLL", "TASKLET", "SCHED", "HRTIMER", "RCU"];

    /// <summary>Reads the state of every CPU.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="report">Is told what could not be read.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    public static ImmutableArray<CpuState> Read(DumpedMachine machine, Action<InputDiagnostic> report, ReadLimits? limits = null)
    {
        KernelReader reader = new(machine.Kernel, limits ?? ReadLimits.Default, report);
        TimeBase time = TimeBase.Read(reader, machine.Cpus);
        ILookup<int?, WorkPool> pools = WorkPoolReader.Bound(reader, time, machine.Cpus).ToLookup(p => p.Cpu);
        Allowance timers = new(reader.Limits.MaxTimers);
        return [.. machine.Cpus.Select(c => State(reader, time, machine, c, pools[c.Number], timers))];
    }

    static CpuState State(KernelReader reader, TimeBase time, DumpedMachine machine, DumpedCpu cpu, IEnumerable<WorkPool> pools, Allowance timers)
    {
        ulong ksoftirqd = PerCpu(reader, "ksoftirqd", cpu, 8) ?? 0;
        return new CpuState
        {
            Number = cpu.Number,
            Running = reader.PerCpuSymbol("runqueues") is { } queues ? reader.Field(queues + cpu.PerCpuOffset, "rq", "nr_running") : null,
            SecondsSinceWatchdog = Longest(SinceWatchdog(reader, time, cpu), StopperQueued(reader, machine, cpu)),
            WatchdogThreshold = Threshold(reader),
            PendingSoftirqs = Pending(reader, cpu),
            Ksoftirqd = ksoftirqd,
            KsoftirqdQueuedSeconds = machine.TaskAt(ksoftirqd)?.SecondsQueued,
            OverdueTimers = TimerReader.Overdue(reader, time, cpu, timers),
            WorkPools = [.. pools],
        };
    }

    static ulong? PerCpu(KernelReader reader, string name, DumpedCpu cpu, int bytes) =>
        reader.PerCpuSymbol(name) is { } symbol ? reader.Memory.Number(symbol + cpu.PerCpuOffset, bytes) : null;

    // The detector's clock and the run queues' are the same sched_clock().
    static double? SinceWatchdog(KernelReader reader, TimeBase time, DumpedCpu cpu) =>
        PerCpu(reader, "watchdog_touch_ts", cpu, 8) is > 0 and < NoStamp and { } touched && touched < TimeBase.MostNanoseconds >> WatchdogShift ? time.SecondsSince(touched << WatchdogShift) : null;

    // The detector's thread is the one that stops CPUs (cpu_stopper.thread) since 4.20, and nothing runs before that: as long as it has been queued, nothing
    // was scheduled. It tells more where touch_softlockup_watchdog() or, up to 5.12, the detector's own report has set the stamp anew.
    static double? StopperQueued(KernelReader reader, DumpedMachine machine, DumpedCpu cpu) =>
        reader.PerCpuSymbol("cpu_stopper") is { } stopper && reader.Field(stopper + cpu.PerCpuOffset, "cpu_stopper", "thread") is { } thread
            ? machine.TaskAt(thread)?.SecondsQueued : null;

    static double? Longest(double? stamped, double? queued) => stamped is null || queued > stamped ? queued : stamped;

    static int? Threshold(KernelReader reader) => reader.Variable("watchdog_thresh", 4) is > 0 and <= 60 and { } seconds ? (int)seconds * 2 : null;

    // irq_stat.__softirq_pending up to 6.1, pcpu_hot.softirq_pending from 6.2 to 6.14, a variable of its own since.
    static ImmutableArray<string>? Pending(KernelReader reader, DumpedCpu cpu)
    {
        ulong? bits = PerCpu(reader, "__softirq_pending", cpu, 4)
            ?? InStruct(reader, "pcpu_hot", "pcpu_hot", "softirq_pending", cpu)
            ?? InStruct(reader, "irq_stat", "irq_cpustat_t", "__softirq_pending", cpu)
            ?? PerCpu(reader, "irq_stat", cpu, 4);
        if (bits is not { } pending)
            return null;
        ulong? names = reader.Symbol("softirq_to_name");
        return [.. Enumerable.Range(0, Softirqs.Length).Where(i => (pending >> i & 1) != 0).Select(i => NameOf(reader, names, i))];
    }

    static ulong? InStruct(KernelReader reader, string symbol, string structure, string field, DumpedCpu cpu) =>
        reader.PerCpuSymbol(symbol) is { } at ? reader.Field(at + cpu.PerCpuOffset, structure, field) : null;

    static string NameOf(KernelReader reader, ulong? names, int index) =>
        names is { } table && reader.Memory.Number(table + (ulong)index * 8) is > 0 and { } at && reader.Text(at, 16) is { Length: > 1 } name ? name : Softirqs[index];
}
