using static Stucktrace.Incidents.Blame.BlameMethod;
using static Stucktrace.Incidents.Blame.HelperGroups;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>
/// lockdep (kernel/lockdep.c, kernel/locking/lockdep.c) and spinlock debugging (lib/spinlock_debug.c, kernel/locking/spinlock_debug.c).
/// Until 4.10 lockdep framed its headers as <c>[ INFO: … ]</c> and <c>[ BUG: … ]</c>, since then it prints <c>WARNING: …</c>.
/// </summary>
static class LockHeaders
{
    internal static readonly HeaderRule[] Rules =
    [
        new("WARNING: possible circular locking dependency detected", Lockdep, "possible deadlock", LockSite, skip: WorkPlumbing),
        new("INFO: possible circular locking dependency detected", Lockdep, "possible deadlock", LockSite, skip: WorkPlumbing),
        new("WARNING: possible irq lock inversion dependency detected", Lockdep, "possible deadlock", LockSite),
        new("INFO: possible irq lock inversion dependency detected", Lockdep, "possible deadlock", LockSite),
        new("WARNING: possible recursive locking detected", Lockdep, "possible deadlock", LockSite),
        new("INFO: possible recursive locking detected", Lockdep, "possible deadlock", LockSite),
        new("WARNING: SOFTIRQ-safe -> SOFTIRQ-unsafe lock order detected", Lockdep, "possible deadlock", LockOrder),
        new("WARNING: HARDIRQ-safe -> HARDIRQ-unsafe lock order detected", Lockdep, "possible deadlock", LockOrder),
        new("WARNING: RECLAIM_FS-safe -> RECLAIM_FS-unsafe lock order detected", Lockdep, "possible deadlock", LockOrder),
        new("INFO: SOFTIRQ-safe -> SOFTIRQ-unsafe lock order detected", Lockdep, "possible deadlock", LockOrder),
        new("INFO: HARDIRQ-safe -> HARDIRQ-unsafe lock order detected", Lockdep, "possible deadlock", LockOrder),
        new("INFO: RECLAIM_FS-safe -> RECLAIM_FS-unsafe lock order detected", Lockdep, "possible deadlock", LockOrder),
        new("INFO: soft-safe -> soft-unsafe lock order detected", Lockdep, "possible deadlock", LockOrder),
        new("INFO: hard-safe -> hard-unsafe lock order detected", Lockdep, "possible deadlock", LockOrder),
        new("WARNING: inconsistent lock state", Lockdep, "inconsistent lock state", Trace),
        new("INFO: inconsistent lock state", Lockdep, "inconsistent lock state", Trace),
        new("WARNING: bad unlock balance detected!", Lockdep, "WARNING: bad unlock balance", LockSite),
        new("BUG: bad unlock balance detected!", Lockdep, "BUG: bad unlock balance", LockSite),
        new("WARNING: bad contention detected!", Lockdep, "WARNING: bad contention", LockSite),
        new("BUG: bad contention detected!", Lockdep, "BUG: bad contention", LockSite),
        new("WARNING: held lock freed!", Lockdep, "WARNING: held lock freed", LockSite),
        new("BUG: held lock freed!", Lockdep, "BUG: held lock freed", LockSite),
        new("WARNING: lock held when returning to user space!", Lockdep, "WARNING: lock held when returning to user space", LockSite),
        new("BUG: lock held when returning to user space!", Lockdep, "BUG: lock held when returning to user space", LockSite),
        new("WARNING: lock held at task exit time!", Lockdep, "WARNING: lock held at task exit", LockSite),
        new("BUG: lock held at task exit time!", Lockdep, "BUG: lock held at task exit", LockSite),
        new("WARNING: {comm}/{pid} still has locks held!", Lockdep, "WARNING: still has locks held", LockSite),
        new("BUG: {comm}/{pid} still has locks held!", Lockdep, "BUG: still has locks held", LockSite),
        new("WARNING: Nested lock was not taken", Lockdep, "WARNING: Nested lock was not taken", LockSite),
        new("BUG: Nested lock was not taken", Lockdep, "BUG: Nested lock was not taken", LockSite),
        new("WARNING: Invalid wait context", Lockdep, "WARNING: locking bug", Trace, skip: SocketLock),
        new("BUG: Invalid wait context", Lockdep, "WARNING: locking bug", Trace, skip: SocketLock),
        new("WARNING: suspicious RCU usage", SuspiciousRcu, "WARNING: suspicious RCU usage", Trace, skip: Rcu | Freeing),
        new("INFO: suspicious RCU usage", SuspiciousRcu, "INFO: suspicious RCU usage", Trace, skip: Rcu | Freeing),
        new("INFO: suspicious rcu_dereference_check() usage", SuspiciousRcu, "INFO: suspicious RCU usage", Trace, skip: Rcu | Freeing),
        new("INFO: trying to register non-static key", Lockdep, "INFO: trying to register non-static key", Trace, skip: LockRegistration),
        new("BUG: key {word} not in .data!", Lockdep, "BUG: lock key not in .data", Trace, skip: LockRegistration),
        new("BUG: key {word} has not been registered!", Lockdep, "BUG: lock key has not been registered", Trace, skip: LockRegistration),
        new("BUG: MAX_{word} too low!", Lockdep, "BUG: MAX_{word} too low!", Nobody),
        new("WARNING: chain cache hash collision", Lockdep, "WARNING: lockdep hash collision", Nobody),

        // No kind of its own in the output's vocabulary, and not lockdep's: the title says what it is.
        new("BUG: spinlock lockup suspected on CPU#{cpu}, {comm}/{pid}", Other, "BUG: spinlock lockup suspected", Trace, skip: SpinlockDebug),
        new("BUG: spinlock lockup on CPU#{cpu}, {comm}/{pid}", Other, "BUG: spinlock lockup suspected", Trace, skip: SpinlockDebug),
        new("BUG: rwlock-lockup on CPU#{cpu}, {comm}/{pid}", Other, "BUG: rwlock lockup suspected", Trace, skip: SpinlockDebug),
        new("BUG: write-lock lockup on CPU#{cpu}, {comm}/{pid}", Other, "BUG: rwlock lockup suspected", Trace, skip: SpinlockDebug),
        new("BUG: spinlock {what} on CPU#{cpu}, {comm}/{pid}", Other, "BUG: spinlock {what}", Trace, skip: SpinlockDebug),
        new("BUG: rwlock {what} on CPU#{cpu}, {comm}/{pid}", Other, "BUG: rwlock {what}", Trace, skip: SpinlockDebug),
        new("BUG: spinlock lockup suspected", Other, "BUG: spinlock lockup suspected", Trace, skip: SpinlockDebug),
        new("BUG: spinlock bad magic", Other, "BUG: spinlock bad magic", Trace, skip: SpinlockDebug),
        new("BUG: spinlock recursion", Other, "BUG: spinlock recursion", Trace, skip: SpinlockDebug),
    ];
}
