using System.Collections.Frozen;

namespace Stucktrace.Kernel;

/// <summary>
/// Functions of the kernel that look up what comes and goes by itself (tasks, modules, network devices, open files) and return NULL when there is none: whoever
/// goes on with that has to test it first (kernel/pid.c, kernel/fork.c, kernel/module, net/core/dev.c, fs/file.c; 2.6.32 to 6.12). Tables that the caller fills
/// itself (xa_load, idr_find) are none of them: of 45 places in Debian's 4,023 modules that take their answer as it is, the callers know that it is there.
/// </summary>
public static class LookupFunctions
{
    static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
    [
        "pid_task", "get_pid_task", "find_vpid", "find_pid_ns", "find_get_pid", "find_task_by_vpid", "find_task_by_pid_ns", "find_get_task_by_vpid", "get_task_mm", "get_mm_exe_file",
        "find_module", "dev_get_by_name", "dev_get_by_index", "__dev_get_by_name", "__dev_get_by_index", "fget", "fget_raw", "fcheck", "inet_lookup",
    ], StringComparer.Ordinal);

    /// <summary>True for a function that returns NULL when there is nothing to find.</summary>
    /// <param name="name">Name.</param>
    public static bool Contains(string? name) => name is not null && Names.Contains(name);
}
