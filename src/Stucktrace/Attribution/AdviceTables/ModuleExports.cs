using Stucktrace.Kernel;

namespace Stucktrace.Attribution.AdviceTables;

/// <summary>
/// What a module may link against to look a task up (EXPORT_SYMBOL lines of kernel/pid.c, kernel/fork.c and init/init_task.c): init_task and pid_task() are
/// exported to everybody in every kernel; find_vpid() and find_get_pid() to GPL modules only; find_task_by_vpid() and tasklist_lock to none.
/// </summary>
static class ModuleExports
{
    /// <summary>get_pid_task() is exported (GPL only) since 2.6.39, and in Red Hat's 2.6.32; mainline 2.6.32 has it for the kernel itself.</summary>
    internal static bool GetPidTaskExported(KernelRelease? release) => release is null || release.EnterpriseMajor is >= 6 || release.AtLeast(2, 6, 39);
}
