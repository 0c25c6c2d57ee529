using System.Collections.Frozen;

namespace Stucktrace.Termination.Execution;

/// <summary>
/// The kernel functions that the machine knows, by name. Read from lib/string.c, arch/x86/lib/memcpy_64.S, kernel/printk, kernel/locking (and
/// kernel/spinlock.c before 3.12), kernel/rcu, mm/slab*.c and mm/util.c, lib/usercopy.c, kernel/sched/core.c of 2.6.32, 3.10, 4.18, 5.4, 6.1 and 6.12.
/// A function that is not here has an unknown effect: a loop that calls one is never called endless by execution.
/// </summary>
static class CallModelTable
{
    static readonly Lazy<FrozenDictionary<string, CallModel>> Models = new(Build);

    internal static CallModel? Find(string name) => Models.Value.GetValueOrDefault(name);

    static FrozenDictionary<string, CallModel> Build()
    {
        Dictionary<string, CallModel> models = new(StringComparer.Ordinal);
        void Add(CallEffect effect, int arguments, params ReadOnlySpan<string> names)
        {
            foreach (string name in names)
                models[name] = new CallModel(effect, arguments);
        }

        // Strings and memory
        Add(CallEffect.StringLength, 1, "strlen");
        Add(CallEffect.StringLengthBounded, 2, "strnlen");
        Add(CallEffect.CompareStrings, 2, "strcmp");
        Add(CallEffect.CompareStringsBounded, 3, "strncmp");
        Add(CallEffect.CompareMemory, 3, "memcmp", "bcmp");
        Add(CallEffect.CopyString, 2, "strcpy");
        Add(CallEffect.CopyStringPadded, 3, "strncpy");
        Add(CallEffect.CopyStringEnded, 3, "strscpy", "strlcpy", "sized_strscpy");
        Add(CallEffect.CopyMemory, 3, "memcpy", "__memcpy", "memmove", "__memmove");
        Add(CallEffect.SetMemory, 3, "memset", "__memset");
        Add(CallEffect.FindCharacter, 2, "strchr");

        // Messages
        Add(CallEffect.Nothing, 0, "printk", "_printk", "vprintk", "_dev_info", "_dev_err", "_dev_warn", "__warn_printk", "dump_stack", "__dynamic_pr_debug", "___ratelimit");

        // Locks that spin: the machine runs one task, so they are free unless the scenario says otherwise.
        Add(CallEffect.Nothing, 1, "_raw_spin_lock", "_raw_spin_unlock", "_raw_spin_lock_irq", "_raw_spin_unlock_irq", "_raw_spin_lock_bh", "_raw_spin_unlock_bh",
            "_raw_spin_lock_irqsave", "_raw_spin_unlock_irqrestore", "_raw_read_lock", "_raw_read_unlock", "_raw_write_lock", "_raw_write_unlock",
            "_raw_read_lock_irqsave", "_raw_read_unlock_irqrestore", "_raw_write_lock_irqsave", "_raw_write_unlock_irqrestore", "_raw_read_lock_bh", "_raw_read_unlock_bh",
            "_raw_read_lock_irq", "_raw_read_unlock_irq", "_raw_write_lock_irq", "_raw_write_unlock_irq",
            "_spin_lock", "_spin_unlock", "_spin_lock_irq", "_spin_unlock_irq", "_spin_lock_irqsave", "_spin_unlock_irqrestore", "_spin_lock_bh", "_spin_unlock_bh",
            "_read_lock", "_read_unlock", "_write_lock", "_write_unlock", "_read_lock_irqsave", "_read_unlock_irqrestore", "_write_lock_irqsave", "_write_unlock_irqrestore");
        Add(CallEffect.Nothing, 0, "__rcu_read_lock", "__rcu_read_unlock", "rcu_read_unlock_strict", "preempt_schedule", "preempt_schedule_notrace", "___preempt_schedule",
            "__local_bh_enable_ip", "local_bh_enable", "local_bh_disable", "_local_bh_enable", "__SCT__preempt_schedule", "__SCT__preempt_schedule_notrace",
            "__fentry__", "mcount", "_mcount", "touch_softlockup_watchdog", "touch_nmi_watchdog", "lockdep_rcu_suspicious", "debug_lockdep_rcu_enabled");

        // Locks that sleep, and sleep itself: others run, this task comes back.
        Add(CallEffect.Nothing, 1, "mutex_lock", "mutex_unlock", "down", "up", "down_read", "up_read", "down_write", "up_write");
        Add(CallEffect.Zero, 1, "mutex_lock_interruptible", "mutex_lock_killable", "down_interruptible", "down_killable");
        Add(CallEffect.Nothing, 0, "__cond_resched", "_cond_resched", "cond_resched", "__SCT__cond_resched", "schedule", "__schedule", "schedule_preempt_disabled", "preempt_schedule_common",
            "preempt_schedule_irq", "yield", "io_schedule", "might_sleep", "__might_sleep", "__SCT__might_resched");
        Add(CallEffect.Nothing, 1, "msleep", "msleep_interruptible", "schedule_timeout", "schedule_timeout_interruptible", "schedule_timeout_uninterruptible",
            "usleep_range", "usleep_range_state", "ssleep");
        Add(CallEffect.Nothing, 1, "__udelay", "__ndelay", "__const_udelay", "__delay");

        // Clocks, and what converts times
        Add(CallEffect.Clock, 0, "ktime_get", "ktime_get_raw", "ktime_get_with_offset", "ktime_get_coarse_with_offset", "ktime_get_mono_fast_ns", "ktime_get_raw_fast_ns",
            "ktime_get_real", "ktime_get_boot_fast_ns", "sched_clock", "local_clock", "sched_clock_cpu", "cpu_clock", "get_jiffies_64", "ktime_get_seconds", "ktime_get_real_seconds", "get_seconds");
        Add(CallEffect.Nothing, 1, "msecs_to_jiffies", "__msecs_to_jiffies", "usecs_to_jiffies", "__usecs_to_jiffies", "jiffies_to_msecs", "jiffies_to_usecs", "nsecs_to_jiffies");

        // Memory
        Add(CallEffect.Allocate, 2, "__kmalloc", "kmalloc", "kmem_cache_alloc", "kmem_cache_alloc_trace", "kmalloc_trace", "kmalloc_large", "vmalloc", "vzalloc", "__vmalloc",
            "kvmalloc_node", "__kmalloc_node", "__kmalloc_noprof", "__kmalloc_cache_noprof", "kmem_cache_alloc_noprof", "kstrdup", "kmemdup", "krealloc");
        Add(CallEffect.Free, 1, "kfree", "vfree", "kvfree", "kmem_cache_free", "kfree_sensitive");

        // User memory
        Add(CallEffect.CopyFromUser, 3, "_copy_from_user", "copy_from_user", "__copy_from_user", "raw_copy_from_user", "copy_user_generic_unrolled", "copy_user_generic_string", "strncpy_from_user");
        Add(CallEffect.Zero, 3, "_copy_to_user", "copy_to_user", "__copy_to_user", "raw_copy_to_user", "clear_user", "__clear_user");

        // Reference counts and look-ups that write nothing that a walk reads; what they return is not known
        Add(CallEffect.Nothing, 1, "find_vpid", "find_get_pid", "put_pid", "get_task_pid", "__put_task_struct", "task_active_pid_ns", "mmput", "fput", "dput", "iput");
        Add(CallEffect.Nothing, 2, "pid_task", "get_pid_task", "find_pid_ns", "__task_pid_nr_ns", "capable", "ns_capable");
        return models.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
