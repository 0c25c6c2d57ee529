using Stucktrace.Incidents.Blame;
using static Stucktrace.Incidents.Blame.HelperGroups;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>
/// Checks that speak through BUG() and WARN() but have a name of their own: the file and function of the header tell which. All shapes of
/// those headers (<see cref="CheckHeaders"/>) are refined by this one table.
/// </summary>
static class CheckSites
{
    static readonly (string File, string Function, HeaderRule Row)[] Sites =
    [
        ("lib/debugobjects.c", "", Row(Warning, "WARNING: ODEBUG bug", BlameMethod.Fault, ObjectDebug)),
        ("mm/usercopy.c", "", Row(MemoryCorruption, "BUG: bad usercopy", BlameMethod.Fault, UserCopyChecks)),
        ("lib/kobject.c", "", Row(Warning, "WARNING: kobject bug", BlameMethod.Fault, HelperGroups.Kobject)),
        ("fs/proc/generic.c", "proc_register", Row(Warning, "WARNING: proc registration bug", BlameMethod.Fault, ProcRegistration)),
        ("lib/refcount.c", "", Row(Refcount, "WARNING: refcount bug", BlameMethod.Fault, Refcounts)),
        ("lib/list_debug.c", "", Row(ListCorruption, "BUG: corrupted list", BlameMethod.Trace, HelperGroups.None)),
        ("kernel/locking/lockdep.c", "lock_", Row(Lockdep, "WARNING: locking bug", BlameMethod.Fault, SocketLock)),
        ("net/sched/sch_generic.c", "dev_watchdog", Row(NetWatchdog, "NETDEV WATCHDOG: transmit queue timed out", BlameMethod.Nobody, HelperGroups.None)),
        ("mm/vmalloc.c", "__vmalloc_node", Row(Warning, "WARNING: zero-size vmalloc", BlameMethod.Fault, Freeing)),
        ("mm/", "malloc", Row(Warning, "WARNING: kmalloc bug", BlameMethod.Fault, Freeing)),
        ("drivers/usb/core/urb.c", "usb_submit_urb", Row(Warning, "WARNING: bogus urb", BlameMethod.Fault, UsbSubmit)),
        ("kernel/watchdog_hld.c", "watchdog_overflow_callback", Row(HardLockup, "BUG: hard lockup", BlameMethod.Activity, Detectors)),
        ("kernel/watchdog.c", "watchdog_overflow_callback", Row(HardLockup, "BUG: hard lockup", BlameMethod.Activity, Detectors)),
    ];

    /// <summary>The row for a check's place, or the general row.</summary>
    public static HeaderRule Refine(HeaderRule general, HeaderCapture capture)
    {
        if (capture["file"] is not { } file || general.Kind is not (Warning or Bug))
            return general;
        string function = capture["function"] ?? "";
        foreach ((string path, string part, HeaderRule row) in Sites)
        {
            // Builds outside the tree print a longer path before it.
            if (file.Contains(path, StringComparison.Ordinal) && function.Contains(part, StringComparison.Ordinal))
                return row with { Wording = general.Wording, Role = general.Role };
        }

        return general;
    }

    static HeaderRule Row(ReportKind kind, string title, BlameMethod blame, HelperGroups skip) => new("", kind, title, blame, skip: skip, rank: 1);
}
