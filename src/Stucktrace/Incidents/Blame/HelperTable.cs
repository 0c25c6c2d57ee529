namespace Stucktrace.Incidents.Blame;

/// <summary>
/// Functions that a report passes through and that are not to blame, by what they do. An entry with a star at an end matches any beginning or
/// end there: <c>kmalloc*</c>, <c>*_trap*</c>.
/// </summary>
static class HelperTable
{
    static readonly (HelperGroups Group, string[] Names)[] Groups =
    [
        // Sanitizer and coverage runtime
        (HelperGroups.Always, ["__sanitizer*", "__asan*", "*kasan*", "__msan*", "*kmsan*", "*check_memory_region*", "read_word_at_a_time", "print_address_description*", "__tsan*", "kcsan_*", "__kcsan*", "write_comp_data*"]),
        // Printing, dumping, dying
        (HelperGroups.Always, ["dump_stack*", "__dump_stack*", "show_stack*", "dump_backtrace*", "show_trace*", "show_regs*", "*panic*", "warn_slowpath*", "*__warn*", "warn_alloc*", "report_bug*", "fixup_bug*", "__report_bug", "handle_bug*",
            "*printk*", "dev_info*", "dev_notice*", "dev_warn*", "_dev_*", "dev_err*", "dev_alert*", "dev_crit*", "dev_emerg*", "*snprintf*", "*scnprintf*", "kasprintf*", "kvasprintf*", "string", "string_nocheck", "pointer", "__bug_table*", "die", "die_addr", "__die*", "oops_end", "no_context*", "bad_area*", "__bad_area*", "arm64_notify_die"]),
        // Traps
        (HelperGroups.Always, ["invalid_op", "asm_exc_*", "exc_invalid_op", "exc_general_protection", "exc_page_fault", "asm_exc_page_fault", "page_fault", "do_error_trap*", "do_trap*", "*_trap", "do_invalid_op", "do_general_protection", "general_protection", "program_check_*", "do_program_check", "brk_handler", "bug_handler", "el1_dbg", "el1h_*", "el1_*", "do_debug_exception", "do_undefinstr",
            "divide_error", "do_divide_error", "async_page_fault", "error_entry", "error_code", "do_page_fault", "__do_page_fault", "kernelmode_fixup_or_oops*", "page_fault_oops*", "call_break_hook"]),
        // Locks and lockdep
        (HelperGroups.Always, ["*lockdep*", "lock_acquire*", "lock_release*", "*lock_class*", "__lock_acquire*", "reacquire_held_locks*", "*spin_lock*", "*spin_trylock*", "*spin_unlock*", "*raw_read_lock*", "*raw_read_trylock*", "*raw_write_lock*", "*raw_write_trylock*", "*raw_read_unlock*", "*raw_write_unlock*",
            "down", "down_*", "__down*", "up", "up_read*", "up_write*", "*mutex_lock*", "*mutex_trylock*", "*mutex_unlock*", "mutex_remove_waiter*", "*osq_lock*", "*osq_unlock*", "__wake_up*", "perf_trace*", "*rwsem_*", "__mutex*", "do_raw_*", "print_*_bug", "*queued_spin_lock*", "queued_read_lock*", "queued_write_lock*", "validate_chain*", "check_prev_add*", "check_noncircular*", "mark_lock*", "trace_hardirqs_*"]),
        // Memory and strings
        (HelperGroups.Always, ["*memcpy*", "*memcmp*", "*memset*", "memchr*", "*memmove*", "strcmp*", "strncmp*", "strcasecmp*", "strcpy*", "strlcpy*", "strncpy", "strscpy*", "strlen*", "strnstr*", "strnlen*", "strchr*", "strrchr*", "strstr*", "*copy_to_user*", "*copy_from_user*", "*put_user*", "*get_user*", "*might_fault*", "*might_sleep*", "*copy_user_*", "fortify_panic*", "*strscpy*", "sized_strscpy*", "rep_movs*", "*clear_user*"]),
        // Lists, references, retpolines
        (HelperGroups.Always, ["*list_add*", "*list_del*", "*list_replace*", "*list_move*", "*list_splice*", "*indirect_thunk*", "refcount_*", "__refcount_*"]),
        // Objects that wait or are being taken down: the caller's object is the one to blame
        (HelperGroups.Always, ["*debug_object*", "timer_is_static_object", "work_is_static_object", "del_timer*", "timer_delete*", "flush_work*", "__flush_work*", "__cancel_work*", "cancel_work*", "cancel_delayed_work*", "try_to_grab_pending*", "flush_workqueue*", "__flush_workqueue*", "drain_workqueue*", "destroy_workqueue*", "finish_wait*", "kthread_stop*"]),
        // Driver core
        (HelperGroups.Always, ["kobject_del*", "kobject_put*", "kobject_uevent_env*", "add_uevent_var*", "get_device_parent*", "device_add", "device_del", "device_unregister", "device_destroy", "hwrng_unregister", "i2c_del_adapter*", "*__unregister_client*", "device_for_each_child*", "rollback_registered*", "unregister_netdev*", "sysfs_remove*", "device_remove_file*", "tty_unregister_device*"]),
        (HelperGroups.Always | HelperGroups.UsbSubmit, ["dummy_urb_enqueue*", "usb_kill_urb*", "usb_kill_anchored_urbs*", "usb_control_msg*", "usb_hcd_submit_urb*", "usb_submit_urb*"]),
        (HelperGroups.UsbSubmit, ["usb_start_wait_urb*", "usb_bulk_msg*", "usb_interrupt_msg*"]),

        (HelperGroups.ObjectDebug, ["debug_*", "__debug_*", "*hrtimer_*", "*timer_*", "*work_*", "*percpu_*", "__free_*", "*vunmap*", "*vfree*", "*debug_check*"]),
        (HelperGroups.Allocators, ["*kmem_*", "*slab_*", "*kfree*", "*vunmap*", "*vfree*", "*kmalloc*", "*kcalloc*", "*kzalloc*", "*krealloc*", "*vmalloc*", "*kvmalloc*", "free_unref*", "__free_pages*", "free_pages*", "*kmemleak*"]),
        (HelperGroups.UserCopyChecks, ["*usercopy*", "__check_*"]),
        (HelperGroups.Kobject, ["*kobject_*"]),
        (HelperGroups.Rcu, ["*rcu*"]),
        (HelperGroups.OverflowChecks, ["*ubsan*", "*overflow*"]),
        (HelperGroups.PreemptionChecks, ["*preemption*", "*preempt*"]),
        (HelperGroups.SocketLock, ["lock_sock*", "release_sock*"]),
        (HelperGroups.LockRegistration, ["*stack*", "*lock*", "*IRQ*"]),
        (HelperGroups.Scheduler, ["*schedule*", "retint_kernel*", "preempt_schedule*"]),
        (HelperGroups.StackProtector, ["*stack_chk*"]),
        (HelperGroups.ProcRegistration, ["proc_*", "*proc_register*"]),
        (HelperGroups.Refcounts, ["*refcount*"]),
    ];

    static readonly Lazy<Dictionary<HelperGroups, NameSet>> Sets = new(() => Groups
        .SelectMany(g => Enum.GetValues<HelperGroups>().Where(f => f != HelperGroups.None && g.Group.HasFlag(f)).Select(f => (Flag: f, g.Names)))
        .GroupBy(g => g.Flag)
        .ToDictionary(g => g.Key, g => new NameSet(g.SelectMany(n => n.Names))));

    /// <summary>True when a function belongs to one of the groups.</summary>
    public static bool Contains(HelperGroups groups, string function)
    {
        foreach ((HelperGroups flag, NameSet names) in Sets.Value)
        {
            if ((groups & flag) != HelperGroups.None && names.Contains(function))
                return true;
        }

        return false;
    }
}
