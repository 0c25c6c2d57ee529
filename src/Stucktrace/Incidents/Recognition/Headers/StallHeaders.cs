using static Stucktrace.Incidents.Blame.BlameMethod;
using static Stucktrace.Incidents.Blame.HelperGroups;
using static Stucktrace.Incidents.Recognition.HeaderRole;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>CPUs, tasks, grace periods and worker pools that make no progress.</summary>
static class StallHeaders
{
    internal static readonly HeaderRule[] Rules =
    [
        // kernel/softlockup.c 2.6.18 – 2.6.35, kernel/watchdog.c since. EL5 prints the seconds as "%ds".
        new("BUG: soft lockup - CPU#{cpu} stuck for {seconds}s! [{comm}:{pid}]", SoftLockup, "BUG: soft lockup", Activity, skip: Detectors, anywhere: true),
        new("BUG: soft lockup - CPU#{cpu} stuck for {seconds}s!", SoftLockup, "BUG: soft lockup", Activity, skip: Detectors, anywhere: true),
        new("BUG: soft lockup detected on CPU#{cpu}!", SoftLockup, "BUG: soft lockup", Activity, skip: Detectors, anywhere: true),

        // kernel/watchdog.c, watchdog_hld.c, watchdog_perf.c, watchdog_buddy.c; arch/x86/kernel/nmi.c of 2.6 and EL5.
        new("Watchdog detected hard LOCKUP on cpu {cpu}", HardLockup, "BUG: hard lockup", Activity, skip: Detectors, anywhere: true),
        new("CPU{cpu}: Watchdog detected hard LOCKUP on cpu {number}", HardLockup, "BUG: hard lockup", Activity, skip: Detectors, anywhere: true),
        new("BUG: NMI Watchdog detected LOCKUP on CPU{cpu}, ip {address}", HardLockup, "BUG: hard lockup", Activity, skip: Detectors, anywhere: true),
        new("NMI Watchdog detected LOCKUP on CPU {cpu}", HardLockup, "BUG: hard lockup", Activity, skip: Detectors, anywhere: true),
        new("NMI Watchdog detected LOCKUP", HardLockup, "BUG: hard lockup", Activity, skip: Detectors, anywhere: true),
        // arch/powerpc/kernel/watchdog.c
        new("CPU {cpu} self-detected hard LOCKUP @ {function}", HardLockup, "BUG: hard lockup", Activity, skip: Detectors, anywhere: true),
        new("CPU {cpu} detected hard LOCKUP on other CPUs {text}", HardLockup, "BUG: hard lockup", Activity, skip: Detectors, anywhere: true),

        // kernel/hung_task.c. The first line names the task, the later ones say more of it.
        new("INFO: task {comm}:{pid} blocked for more than {seconds} seconds", HungTask, "INFO: task hung", Wait),
        new("INFO: task {comm}:{pid} blocked in I/O wait for more than {seconds} seconds", HungTask, "INFO: task hung", Wait),
        new("INFO: task {comm}:{pid} can't die for more than {seconds} seconds", HungTask, "INFO: task can't die", Trace, skip: Scheduler),
        new("INFO: task {comm}:{pid} is blocked on {text}", HungTask, "INFO: task hung", Wait, Continues),
        new("INFO: task {comm}:{pid} blocked on {text}", HungTask, "INFO: task hung", Wait, Continues),
        // Android's and other vendors' detector for the Z and D states
        new("INFO: task {comm}:{pid} <reader> blocked on an rw-semaphore {text}", HungTask, "INFO: task hung", Wait, Continues),

        // kernel/rcutree.c, kernel/rcu/tree_stall.h, tree_exp.h, tasks.h, update.c; 2.6.32 prints "RCU detected".
        new("INFO: {word} self-detected stall on CPU", ReportKind.RcuStall, "INFO: rcu detected stall", StalledCpu, skip: Rcu | Detectors),
        new("INFO: {word} detected stalls on CPUs/tasks:", ReportKind.RcuStall, "INFO: rcu detected stall", StalledCpu, skip: Rcu | Detectors),
        new("INFO: {word} detected stall on CPU", ReportKind.RcuStall, "INFO: rcu detected stall", StalledCpu, skip: Rcu | Detectors),
        new("INFO: {word} detected expedited stalls on CPUs/tasks:", ReportKind.RcuStall, "INFO: rcu detected stall", StalledCpu, skip: Rcu | Detectors),
        new("INFO: RCU detected CPU {cpu} stall (t=", ReportKind.RcuStall, "INFO: rcu detected stall", StalledCpu, skip: Rcu | Detectors),
        new("INFO: RCU detected CPU stalls:", ReportKind.RcuStall, "INFO: rcu detected stall", StalledCpu, skip: Rcu | Detectors),
        new("INFO: rcu_tasks detected stalls on tasks:", ReportKind.RcuStall, "INFO: rcu detected stall", StalledCpu, skip: Rcu | Detectors),
        new("INFO: rcu_tasks_rude detected stalls on tasks:", ReportKind.RcuStall, "INFO: rcu detected stall", StalledCpu, skip: Rcu | Detectors),
        new("INFO: rcu_tasks_trace detected stalls on tasks:", ReportKind.RcuStall, "INFO: rcu detected stall", StalledCpu, skip: Rcu | Detectors),
        new("INFO: {word} kthread starved for {number} jiffies", ReportKind.RcuStall, "INFO: rcu detected stall", StalledCpu, BeginsOrContinues, Rcu | Detectors),
        new("{word} kthread starved for {number} jiffies!", ReportKind.RcuStall, "INFO: rcu detected stall", StalledCpu, Continues, Rcu | Detectors),

        // kernel/workqueue.c
        new("BUG: workqueue lockup - pool", WorkqueueLockup, "BUG: workqueue lockup", Activity),
        new("BUG: workqueue leaked lock or atomic: {comm}/", Lockdep, "BUG: workqueue leaked lock or atomic", LastFunction),
        new("BUG: workqueue leaked atomic, lock or RCU: {comm}[", Lockdep, "BUG: workqueue leaked lock or atomic", LastFunction),

        // kernel/sched/rt.c: a real-time task that took more than its share.
        new("sched: RT throttling activated", Other, "sched: RT throttling activated", Nobody, OneLine),
    ];
}
