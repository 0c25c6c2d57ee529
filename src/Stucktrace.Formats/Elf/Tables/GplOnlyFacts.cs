namespace Stucktrace.Formats.Elf.Tables;

/// <summary>Which symbols kernels export to GPL-compatible modules only, as far as it is known without the kernel's own symbol table.</summary>
static class GplOnlyFacts
{
    // Read from the sources of 2.6.32, 2.6.32-642.el6, 3.10.0-1160.el7, 4.9, 4.18.0-240.el8, 5.4, 6.1 and 6.12: the same in all that export them.
    static readonly HashSet<string> GplOnly = new(StringComparer.Ordinal)
    {
        "find_vpid", "find_pid_ns", "find_get_pid", "get_task_pid", "get_pid_task", "put_pid", "init_pid_ns", "mmput", "get_task_mm", "find_ge_pid",
        "__put_task_struct", "synchronize_rcu", "synchronize_sched", "call_rcu_sched", "kallsyms_lookup_name", "__rcu_read_lock", "__rcu_read_unlock",
    };

    static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "init_task", "pid_task", "__task_pid_nr_ns", "kill_pid", "send_sig", "_read_lock", "_raw_read_lock", "printk", "_printk", "strcmp", "strnlen",
        "__fentry__", "mcount", "__stack_chk_fail",
    };

    /// <summary>True or false where it is known, else null.</summary>
    internal static bool? Find(string name, string? release) =>
        release is null ? null : GplOnly.Contains(name) ? true : Plain.Contains(name) ? false : null;
}
