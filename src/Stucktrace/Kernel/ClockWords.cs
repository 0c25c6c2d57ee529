using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Stucktrace.Kernel;

/// <summary>
/// The kernel's variables that clocks and interrupts write, in one place. A loop whose exit depends on one of them is never said to run for ever, however
/// long executing it on frozen memory goes on. From the sources of 2.6.32, 3.10, 4.18, 5.4, 6.1 and 6.12; each row names the file.
/// </summary>
public static class ClockWords
{
    const string OldPerCpuPrefix = "per_cpu__";

    /// <summary>The table. A variable of which several members go on has several rows.</summary>
    public static ImmutableArray<ClockWord> All { get; } =
    [
        // The tick. On x86-64 the linker script makes jiffies another name of jiffies_64 (arch/x86/kernel/vmlinux.lds.S).
        Whole("jiffies", ClockUnit.Jiffies, "kernel/time/timekeeping.c, do_timer()"),
        Whole("jiffies_64", ClockUnit.Jiffies, "kernel/time/timekeeping.c, do_timer()"),
        Whole("jiffies_seq", ClockUnit.Events, "kernel/time/jiffies.c, 5.7 and later"),
        Whole("xtime_lock", ClockUnit.Events, "kernel/time/timekeeping.c, up to 3.4"),
        Whole("last_jiffies_update", ClockUnit.Time, "kernel/time/tick-sched.c"),
        Whole("tick_next_period", ClockUnit.Time, "kernel/time/tick-common.c"),

        // Time of day.
        Whole("xtime", ClockUnit.Time, "kernel/time/timekeeping.c, up to 3.4"),
        Whole("xtime_cache", ClockUnit.Time, "kernel/time/timekeeping.c, 2.6.32"),
        Whole("raw_time", ClockUnit.Time, "kernel/time/timekeeping.c, up to 3.4"),
        Whole("timekeeper", ClockUnit.Time, "kernel/time/timekeeping.c, up to 3.16"),
        Whole("tk_core", ClockUnit.Time, "kernel/time/timekeeping.c, 3.17 and later"),
        Whole("timekeeper_data", ClockUnit.Time, "kernel/time/timekeeping.c, later than 6.12"),
        Whole("shadow_timekeeper", ClockUnit.Time, "kernel/time/timekeeping.c"),
        Whole("tk_fast_mono", ClockUnit.Time, "kernel/time/timekeeping.c, 3.17 and later"),
        Whole("tk_fast_raw", ClockUnit.Time, "kernel/time/timekeeping.c, 4.2 and later"),
        Whole("vsyscall_gtod_data", ClockUnit.Time, "arch/x86/entry/vsyscall/vsyscall_gtod.c, up to 5.2"),
        Whole("vdso_data", ClockUnit.Time, "kernel/time/vsyscall.c, 5.3 and later"),
        Whole("avenrun", ClockUnit.Events, "kernel/sched/loadavg.c, calc_global_load()"),
        Whole("calc_load_update", ClockUnit.Jiffies, "kernel/sched/loadavg.c, calc_global_load()"),

        // Counters of each CPU.
        PerCpu("kstat", "kernel/sched/core.c; include/linux/kernel_stat.h, interrupts and softirqs"),
        PerCpu("kernel_cpustat", "kernel/sched/cputime.c, times by account_process_tick()"),
        PerCpu("irq_stat", "arch/x86/kernel/irq.c, counts of each kind of interrupt"),
        PerCpu("tick_cpu_sched", "kernel/time/tick-sched.c"),
        PerCpu("hrtimer_interrupts", "kernel/watchdog.c, watchdog_timer_fn()"),
        PerCpu("watchdog_touch_ts", "kernel/watchdog.c, watchdog_timer_fn()"),
        PerCpu("softlockup_touch_ts", "kernel/softlockup.c, 2.6.32"),
        PerCpu("sched_clock_data", "kernel/sched/clock.c"),
        PerCpu("hrtimer_bases", "kernel/time/hrtimer.c, hrtimer_interrupt()"),
        PerCpu("timer_bases", "kernel/time/timer.c, __run_timers(), 4.8 and later"),
        PerCpu("boot_tvec_bases", "kernel/timer.c, __run_timers(), up to 4.7"),
        RunQueue("clock"),
        RunQueue("clock_task"),
        RunQueue("clock_pelt"),
        RunQueue("nr_switches", ClockUnit.Events),
        RunQueue("next_balance", ClockUnit.Jiffies),

        // Grace periods.
        Rcu("rcu_state", isPerCpu: false, "kernel/rcu/tree.c, 4.20 and later"),
        Rcu("rcu_sched_state", isPerCpu: false, "kernel/rcu/tree.c, up to 4.19"),
        Rcu("rcu_preempt_state", isPerCpu: false, "kernel/rcu/tree_plugin.h, up to 4.19"),
        Rcu("rcu_bh_state", isPerCpu: false, "kernel/rcu/tree.c, up to 4.19"),
        Rcu("rcu_data", isPerCpu: true, "kernel/rcu/tree.c, 4.20 and later"),
        Rcu("rcu_sched_data", isPerCpu: true, "kernel/rcu/tree.c, up to 4.19"),
        Rcu("rcu_preempt_data", isPerCpu: true, "kernel/rcu/tree_plugin.h, up to 4.19"),
        Rcu("rcu_bh_data", isPerCpu: true, "kernel/rcu/tree.c, up to 4.19"),
    ];

    static readonly FrozenDictionary<string, ImmutableArray<ClockWord>> BySymbol =
        All.GroupBy(w => w.Symbol).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>The rows about a variable; empty when nothing of it goes on by itself.</summary>
    /// <param name="symbol">Its name, with or without the old prefix of per-CPU variables.</param>
    public static ImmutableArray<ClockWord> Of(string symbol)
    {
        string plain = symbol.StartsWith(OldPerCpuPrefix, StringComparison.Ordinal) ? symbol[OldPerCpuPrefix.Length..] : symbol;
        return BySymbol.TryGetValue(plain, out ImmutableArray<ClockWord> words) ? words : [];
    }

    /// <summary>The row about a variable that goes on as a whole, or null.</summary>
    /// <param name="symbol">Its name, with or without the old prefix of per-CPU variables.</param>
    public static ClockWord? Find(string symbol) => Of(symbol).FirstOrDefault(w => w.Structure is null);

    static ClockWord Whole(string symbol, ClockUnit unit, string source) => new(symbol, unit, ClockWriter.AnyTick, IsPerCpu: false, null, null, source);

    static ClockWord PerCpu(string symbol, string source) => new(symbol, ClockUnit.Events, ClockWriter.OwnInterrupts, IsPerCpu: true, null, null, source);

    static ClockWord RunQueue(string field, ClockUnit unit = ClockUnit.Time) => new("runqueues", unit, ClockWriter.OwnInterrupts, IsPerCpu: true, "rq", field, "kernel/sched/core.c, scheduler_tick()");

    static ClockWord Rcu(string symbol, bool isPerCpu, string source) => new(symbol, ClockUnit.Events, ClockWriter.Rcu, isPerCpu, null, null, source);
}
