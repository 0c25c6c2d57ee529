using static Stucktrace.Incidents.Blame.BlameMethod;
using static Stucktrace.Incidents.Blame.HelperGroups;
using static Stucktrace.Incidents.Recognition.HeaderRole;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>BUG(), WARN() and the checks that speak in their own words.</summary>
static class CheckHeaders
{
    internal static readonly HeaderRule[] Rules =
    [
        // lib/bug.c; "Kernel BUG" is what powerpc, s390 and x86 without file names print.
        new("kernel BUG at {file}", Bug, "kernel BUG", Fault, BeginsOrContinues, SocketBuffers, true),
        new("Kernel BUG at {function}", Bug, "kernel BUG", Header, BeginsOrContinues),
        new("kernel BUG in {function}", Bug, "kernel BUG", Header),
        new("invalid opcode: {number} [{number}]", Bug, "kernel BUG", Fault, BeginsOrContinues),

        // lib/list_debug.c: WARN() before 4.10 and where panic_on_data_corruption is off.
        new("list_add corruption", ListCorruption, "BUG: corrupted list", Trace, Message, rank: 2),
        new("list_del corruption", ListCorruption, "BUG: corrupted list", Trace, Message, rank: 2),
        new("list_add double add:", ListCorruption, "BUG: corrupted list", Trace, Message, rank: 2),
        new("slist_add corruption", ListCorruption, "BUG: corrupted list", Trace, Message, rank: 2),

        // kernel/panic.c. 2.6 – 3.14: "WARNING: at FILE:LINE FUNC+off()"; 3.15 – 6.x: "WARNING: CPU: n PID: n at FILE:LINE FUNC"; 6.17: the condition first.
        new("WARNING: CPU: {cpu} PID: {pid} at {file} {function}", Warning, "WARNING", Header, anywhere: true),
        new("WARNING: CPU: {cpu} PID: {pid} at {text}", Warning, "WARNING", Header, anywhere: true),
        new("WARNING: at {file} {function}", Warning, "WARNING", Header, anywhere: true),
        new("WARNING: {file} at {function} [{module}], CPU#{cpu}: {comm}/{pid}", Warning, "WARNING", Header, anywhere: true),
        new("WARNING: [{condition}] {file} at {function} [{module}], CPU#{cpu}: {comm}/{pid}", Warning, "WARNING", Header, anywhere: true),
        new("WARNING: {file} at {function}, CPU#{cpu}: {comm}/{pid}", Warning, "WARNING", Header, anywhere: true),
        new("WARNING: [{condition}] {file} at {function}, CPU#{cpu}: {comm}/{pid}", Warning, "WARNING", Header, anywhere: true),
        new("Badness at {file}", Warning, "WARNING", Fault),
        new("BUG: warning at {file}/{function}", Warning, "WARNING", Header),
        new("refcount_t: ", Refcount, "WARNING: refcount bug", Header, Continues, Refcounts | Kobject, rank: 2),
        new("ODEBUG: free active ", Warning, "WARNING: ODEBUG bug", Fault, Message, ObjectDebug, rank: 2),
        new("ODEBUG: init active ", Warning, "WARNING: ODEBUG bug", Fault, Message, ObjectDebug, rank: 2),
        new("ODEBUG: activate active ", Warning, "WARNING: ODEBUG bug", Fault, Message, ObjectDebug, rank: 2),
        new("ODEBUG: activate not available ", Warning, "WARNING: ODEBUG bug", Fault, Message, ObjectDebug, rank: 2),
        new("ODEBUG: assert_init not available ", Warning, "WARNING: ODEBUG bug", Fault, Message, ObjectDebug, rank: 2),
        new("ODEBUG: active_state ", Warning, "WARNING: ODEBUG bug", Fault, Message, ObjectDebug, rank: 2),
        new("ODEBUG: object is ", Warning, "WARNING: ODEBUG bug", Fault, NeedsTrace, ObjectDebug),
        new("WARNING: kernel stack regs at {address} in {comm}:{pid} has bad '{word} value", Warning, "WARNING: kernel stack regs has bad value", Nobody, OneLine),
        new("WARNING: kernel stack regs at ", Warning, "WARNING: kernel stack regs has bad value", Nobody, OneLine),
        new("WARNING: kernel stack frame pointer at ", Warning, "WARNING: kernel stack frame pointer has bad value", Nobody, OneLine),

        // kernel/sched/core.c, lib/smp_processor_id.c
        new("BUG: scheduling while atomic: {comm}/{pid}/0x", SchedulingWhileAtomic, "BUG: scheduling while atomic", Trace, skip: Scheduler, anywhere: true),
        new("bad: scheduling from the idle thread!", SchedulingWhileAtomic, "bad: scheduling from the idle thread", Trace, skip: Scheduler),
        new("BUG: sleeping function called from invalid context at {text}", SleepInAtomic, "BUG: sleeping function called from invalid context", Trace, anywhere: true),
        new("BUG: using {call} in preemptible [{address}] code: {comm}/{pid}", Other, "BUG: using {call} in preemptible code", Trace, skip: PreemptionChecks),
        new("BUG: using {call} in preemptible", Other, "BUG: using {call} in preemptible code", Trace, skip: PreemptionChecks),

        // fs, mm and others that print one line and no stack
        new("BUG: Dentry {text} still in use ({number}) [unmount of {word} {word}]", Bug, "BUG: Dentry still in use in unmount", Nobody, Message, rank: 2),
        new("BUG: non-zero nr_ptes on freeing mm", Bug, "BUG: non-zero nr_ptes on freeing mm", Nobody, OneLine),
        new("BUG: non-zero nr_pmds on freeing mm", Bug, "BUG: non-zero nr_pmds on freeing mm", Nobody, OneLine),
        new("BUG: non-zero pgtables_bytes on freeing mm", Bug, "BUG: non-zero pgtables_bytes on freeing mm", Nobody, OneLine),
        new("VFS: Busy inodes after unmount of ", Other, "VFS: Busy inodes after unmount (use-after-free)", Nobody, OneLine),
        new("VFS: Close: file count is 0", Other, "VFS: Close: file count is zero (use-after-free)", Nobody, OneLine),
        new("unregister_netdevice: waiting for {word} to become free.", Other, "unregister_netdevice: waiting for DEV to become free", Nobody, OneLine),
        new("rust_kernel: panicked at {text}", Bug, "rust_kernel: panicked", Trace),
        new("BUG: {text}", Bug, "BUG: {text}", Trace, NeedsTrace),
        new("WARNING: {text}", Warning, "WARNING: {text}", Trace, NeedsTrace),
    ];
}
