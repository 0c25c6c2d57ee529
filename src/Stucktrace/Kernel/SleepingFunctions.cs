namespace Stucktrace.Kernel;

/// <summary>
/// Which kernel functions let other tasks run, and which never do. From the definitions in kernel/sched, kernel/locking, mm and lib of 2.6.32, 3.10, 4.18,
/// 5.10, 6.1 and 6.12: those of the first table call might_sleep() or schedule(); those of the second may be called with interrupts off.
/// </summary>
public static class SleepingFunctions
{
    static readonly HashSet<string> Sleep = new(StringComparer.Ordinal)
    {
        "schedule", "schedule_timeout", "schedule_timeout_interruptible", "schedule_timeout_uninterruptible", "schedule_timeout_killable", "schedule_timeout_idle",
        "io_schedule", "io_schedule_timeout", "__cond_resched", "_cond_resched", "cond_resched", "dynamic_cond_resched", "yield", "__cond_resched_lock",
        "cond_resched_lock", "cond_resched_softirq", "__SCT__cond_resched", "__SCT__might_resched", "preempt_schedule", "___preempt_schedule", "msleep",
        "msleep_interruptible", "usleep_range", "usleep_range_state", "ssleep", "fsleep", "mutex_lock", "mutex_lock_nested", "mutex_lock_interruptible",
        "mutex_lock_killable", "down", "down_interruptible", "down_killable", "down_timeout", "down_read", "down_write", "down_read_killable", "down_write_killable",
        "wait_for_completion", "wait_for_completion_timeout", "wait_for_completion_interruptible", "wait_for_completion_interruptible_timeout",
        "wait_for_completion_killable", "wait_for_completion_io", "synchronize_rcu", "synchronize_sched", "synchronize_rcu_expedited", "synchronize_srcu",
        "synchronize_net", "synchronize_irq", "rcu_barrier", "flush_work", "flush_workqueue", "__flush_workqueue", "cancel_work_sync", "cancel_delayed_work_sync",
        "flush_delayed_work", "flush_scheduled_work", "drain_workqueue", "destroy_workqueue", "kthread_stop", "vmalloc", "vzalloc", "__vmalloc", "vfree",
        "kvmalloc_node", "_copy_from_user", "_copy_to_user", "copy_from_user", "copy_to_user", "__might_sleep", "__might_fault", "schedule_hrtimeout",
        "schedule_hrtimeout_range", "kthread_park", "kthread_parkme", "wait_woken", "__wait_on_bit", "__wait_on_buffer", "out_of_line_wait_on_bit", "bit_wait",
        "submit_bio_wait", "sync_dirty_buffer", "__bread_gfp", "folio_wait_bit", "filemap_fdatawait_range", "blk_execute_rq", "usb_control_msg", "usb_bulk_msg",
        "i2c_transfer", "spi_sync", "regmap_read", "regmap_write", "__alloc_percpu", "lock_sock_nested", "free_irq", "request_threaded_irq", "dma_fence_wait_timeout",
    };

    static readonly HashSet<string> NeverSleep = new(StringComparer.Ordinal)
    {
        "__const_udelay", "__udelay", "__ndelay", "__delay", "_printk", "printk", "memcpy", "__memcpy", "memset", "__memset", "memmove", "memcmp", "strcmp", "strncmp",
        "strlen", "strnlen", "strcpy", "strncpy", "strlcpy", "strscpy", "strsep", "strchr", "strstr", "snprintf", "sprintf", "scnprintf", "vsnprintf", "_raw_spin_lock",
        "_raw_spin_lock_irq", "_raw_spin_lock_irqsave", "_raw_spin_lock_bh", "_raw_spin_unlock", "_raw_spin_unlock_irq", "_raw_spin_unlock_irqrestore",
        "_raw_spin_unlock_bh", "_raw_spin_trylock", "_raw_read_lock", "_raw_read_unlock", "_raw_write_lock", "_raw_write_unlock", "_spin_lock", "_spin_unlock",
        "_spin_lock_irqsave", "_spin_unlock_irqrestore", "mutex_unlock", "mutex_trylock", "up", "up_read", "up_write", "__rcu_read_lock", "__rcu_read_unlock", "kfree",
        "ioread8", "ioread16", "ioread32", "iowrite8", "iowrite16", "iowrite32", "readl", "writel", "ktime_get", "ktime_get_raw", "sched_clock", "local_clock",
        "__list_add_valid", "__list_del_entry_valid", "_find_next_bit", "find_next_bit", "_find_first_bit", "find_first_bit", "__x86_return_thunk", "complete",
        "wake_up_process", "__wake_up", "queue_work_on", "mod_timer", "add_timer", "del_timer", "refcount_warn_saturate", "__warn_printk", "mcount", "__fentry__",
        "__get_user_1", "pid_task", "find_vpid", "strcasecmp", "strncasecmp", "strrchr", "sort", "rb_next", "rb_prev", "rb_first", "rb_insert_color", "rb_erase",
        "get_random_bytes", "get_random_u32", "touch_softlockup_watchdog", "touch_nmi_watchdog", "__ubsan_handle_out_of_bounds", "__stack_chk_fail",
    };

    /// <summary>Whether a call of the function can let other tasks run; null when it is in neither table.</summary>
    /// <param name="name">Its name.</param>
    public static bool? MaySleep(string name) => Sleep.Contains(name) ? true : NeverSleep.Contains(name) ? false : null;
}
