namespace Stucktrace.Incidents.Recognition;

/// <summary>
/// Texts of which one stands in every header, for searching raw bytes. As few and as rare as possible: a marker that ordinary syslog lines hold
/// costs the speed of the whole search. A test holds them and the table of kinds together.
/// </summary>
static class HeaderMarkers
{
    internal static readonly string[] All =
    [
        " BUG", "BUG: ", "BUG at ", "WARNING: ", "INFO: ", "LOCKUP", "Kernel panic", "general protection", "Unable to handle", "stack segment:", "divide error:", "double fault",
        "invalid opcode", "int3: ", "Oops", "Internal error: ", "Unhandled ", "list_add ", "list_add_", "list_del ", "slist_add", "refcount_t: ", "ODEBUG: ", "KASAN: ", "UBSAN: ",
        "unreferenced object", "usercopy: ", "oom-killer", "ut of memory", "NETDEV WATCHDOG", "NMI backtrace", "Task dump for", "Machine ", "Hardware ",
    ];
}
