using static Stucktrace.Incidents.Blame.BlameMethod;
using static Stucktrace.Incidents.Blame.HelperGroups;
using static Stucktrace.Incidents.Recognition.HeaderRole;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>kernel/panic.c and what ends a machine without a word.</summary>
static class PanicHeaders
{
    internal static readonly HeaderRule[] Rules =
    [
        new("Kernel panic - not syncing: stack-protector: Kernel stack is corrupted in: {function}", Panic, "kernel panic: stack is corrupted", Header, skip: StackChecks, anywhere: true),
        new("Kernel panic - not syncing: corrupted stack end detected inside scheduler", Panic, "kernel panic: corrupted stack end", Activity, skip: Scheduler, anywhere: true),
        new("Kernel panic - not syncing: Attempted to kill init!", Panic, "kernel panic: Attempted to kill init!", Nobody, anywhere: true),
        new("Kernel panic - not syncing: Couldn't open N_TTY ldisc for", Panic, "kernel panic: Couldn't open N_TTY ldisc", Nobody, anywhere: true),
        new("Kernel panic - not syncing: Watchdog detected hard LOCKUP on cpu {cpu}", Panic, "kernel panic: Watchdog detected hard LOCKUP", Activity, anywhere: true),
        new("Kernel panic - not syncing: Hard LOCKUP", Panic, "kernel panic: Hard LOCKUP", Activity, anywhere: true),
        new("Kernel panic - not syncing: softlockup: hung tasks", Panic, "kernel panic: softlockup: hung tasks", Nobody, anywhere: true),
        new("Kernel panic - not syncing: hung_task: blocked tasks", Panic, "kernel panic: hung_task: blocked tasks", Nobody, anywhere: true),
        new("Kernel panic - not syncing: {subsystem}: panic_on_warn set", Panic, "kernel panic: panic_on_warn set", Nobody, anywhere: true),
        new("Kernel panic - not syncing: Oops: Fatal exception", Panic, "kernel panic: Fatal exception", Nobody, anywhere: true),
        new("Kernel panic - not syncing: panic_on_warn set", Panic, "kernel panic: panic_on_warn set", Nobody, anywhere: true),
        new("Kernel panic - not syncing: RCU Stall", Panic, "kernel panic: RCU Stall", Nobody, anywhere: true),
        new("Kernel panic - not syncing: Fatal exception", Panic, "kernel panic: Fatal exception", Nobody, anywhere: true),
        new("Kernel panic - not syncing: {text}", Panic, "kernel panic: {text}", Trace, anywhere: true),
        new("Kernel panic: {text}", Panic, "kernel panic: {text}", Trace),
        new("trusty: panic (caller {address}): DEBUG ASSERT FAILED at ({file} {text}", Other, "trusty: ASSERT FAILED: {text}", Nobody, OneLine),
        new("trusty: panic (", Other, "trusty: panic", Nobody, OneLine),
        // A test harness on the same console: syzkaller's own failures are part of what its logs are read for.
        new("SYZFATAL: {text}", Other, "SYZFATAL: {text}", Nobody, OneLine, anywhere: true),
        new("SYZFAIL: {text}", Other, "SYZFAIL: {text}", Nobody, OneLine, anywhere: true),
    ];

    /// <summary>True for panics that follow another report and say nothing of their own; oops_end, watchdog.c, hung_task.c, rcu/tree_stall.h.</summary>
    public static bool Announces(HeaderRule rule) =>
        rule.Title is "kernel panic: softlockup: hung tasks" or "kernel panic: hung_task: blocked tasks" or "kernel panic: panic_on_warn set"
            or "kernel panic: Fatal exception" or "kernel panic: RCU Stall";
}
