using System.Numerics;

namespace Stucktrace.Incidents.Blame;

/// <summary>
/// Functions that a report passes through and that are not to blame, by what they do. An entry with a star at an end matches any beginning or
/// end there: <c>kmalloc*</c>, <c>*_trap</c>. Names are the kernel's own, from all versions since 2.6.18; most are static helpers of the file named.
/// </summary>
static class HelperTable
{
    static readonly (HelperGroups Group, string[] Names)[] Groups =
    [
        // Sanitizer and coverage runtime (mm/kasan, mm/kmsan, kernel/kcsan, kernel/kcov.c)
        (HelperGroups.Always, ["*__sanitizer*", "*__asan*", "*kasan*", "*hwasan*", "*__msan*", "*kmsan*", "kcsan_setup_watchpoint", "__tsan*", "*check_memory_region*", "read_word_at_a_time", "*_once_word_nocheck", "*_once_nocheck",
            "*print_address_description*", "print_report", "check_heap_object*", "check_object*", "*stack_trace_consume_entry*", "*arch_stack_walk*", "*stack_trace_save*"]),

        // Printing and dying (kernel/printk, kernel/panic.c, lib/bug.c, lib/vsprintf.c, lib/hexdump.c)
        (HelperGroups.Always, ["*dump_stack*", "*show_stack*", "*walk_stack*", "*dump_backtrace*", "show_trace*", "show_regs*", "*panic*", "*warn_slowpath*", "*warn_alloc*", "*warn_bogus*", "*__warn*", "*report_bug*", "*fixup_bug*", "handle_bug",
            "*printk*", "*va_format*", "*dev_info*", "*dev_notice*", "*dev_warn*", "*dev_err*", "*dev_alert*", "*dev_crit*", "*dev_emerg*", "*snprintf*", "*scnprintf*", "*kasprintf*", "*kvasprintf*", "*string*", "*pointer*",
            "*hex_dump_to_buffer*", "*print_hex_dump*", "*assertfail*", "*print_tainted*", "get_taint", "*__fortify_report*", "*fortify_panic*", "die", "die_*", "__die*", "oops_*", "no_context*"]),

        // Traps on their way to the report (arch/*/kernel/traps.c, arch/*/mm/fault.c)
        (HelperGroups.Always, ["*invalid_op*", "*do_error*", "*_trap", "*do_trap*", "*program_check_exception*", "*program_check_common*", "asm_exc_*", "exc_*", "page_fault", "page_fault_oops*", "async_page_fault", "general_protection",
            "do_general_protection", "brk_handler", "bug_handler", "el1_dbg*", "*el1_abort*", "*el1h_64_sync*", "el1_sync*", "*do_kernel_fault*", "*do_translation_fault*", "*do_mem_abort*", "do_debug_exception", "do_undefinstr*", "*__phys_addr*", "kernelmode_fixup_or_oops*",
            "do_DataAbort", "do_bad_area*", "__do_kernel_fault*", "do_page_fault", "__do_page_fault", "bad_area*", "__bad_area*", "arm64_notify_die*", "error_code", "error_entry"]),

        // Lock checking (kernel/locking/lockdep.c, kernel/softirq.c)
        (HelperGroups.Always, ["*lockdep*", "*lock_acquire*", "*lock_release*", "*lock_class*", "*mark_lock*", "*reacquire_held_locks*", "*mark_held_locks*", "*print_unlock*", "*imbalance_bug*", "*print_usage_bug*", "check_usage*", "check_irq_usage*", "print_bad_irq*", "*bh_enable*", "*bh_disable*",
            "*perf_trace*", "*trace_hardirq*", "*trace_softirq*", "__lock_acquire*", "*__might_resched*", "validate_chain*", "check_prev*", "check_noncircular*", "print_circular_bug*", "*seqprop_assert*", "*ref_tracker*", "spin_dump*", "spin_bug*"]),

        // Locks (kernel/locking)
        (HelperGroups.Always, ["*spin_lock*", "*spin_trylock*", "*spin_unlock*", "*raw_spin_rq*", "*read_lock*", "*read_trylock*", "*read_unlock*", "*write_lock*", "*write_trylock*", "*write_unlock*", "down", "*down_read*", "*down_write*", "*down_trylock*", "*up_read*", "*up_write*",
            "mutex_*", "__mutex_*", "rt_mutex_*", "*owner_on_cpu*", "*osq_lock*", "*osq_unlock*", "*lock_timer_base*", "lock_page*", "unlock_page*", "__wake_up*", "complete", "*wait_for_completion*", "*finish_wait*"]),

        // Memory, strings, bits, checksums, registers (lib/, arch/*/lib)
        (HelperGroups.Always, ["*memcpy*", "*memcmp*", "*memset*", "*memchr*", "*memmove*", "*memdup*", "*strcmp*", "*strncmp*", "*strcpy*", "*strlcpy*", "*strncpy*", "*strscpy*", "*strlen*", "*strstr*", "*strnstr*", "*strnlen*", "*strchr*", "*strdup*", "*strndup*",
            "*atomic_dec*", "*atomic_inc*", "*atomic_read*", "*atomic_set*", "*atomic_or*", "*atomic_and*", "*atomic_add*", "*atomic_sub*", "*atomic_fetch*", "*atomic_xchg*", "*atomic_cmpxchg*", "*atomic_try*", "*atomic64_*", "*set_bit*", "*clear_bit*", "*change_bit*", "*test_bit*", "crc8*", "crc16*", "crc32*", "crc64*", "crc7*", "*crc_itu_t*", "*readb", "*readw", "*readl", "*readq", "*writeb", "*writew", "*writel", "*writeq", "*logic_in*", "*logic_out*",
            "*_indirect_thunk_*"]),

        // Copying from and to user space (lib/iov_iter.c, lib/usercopy.c)
        (HelperGroups.Always, ["*copy_to_user*", "*copy_from_user*", "*copy_to_iter*", "*copy_from_iter*", "*copy_page_to_iter*", "*copy_page_from_iter*", "*copy_folio_to_iter*", "copyin", "copyout", "*put_user*", "*get_user*", "*might_fault*", "*might_sleep*", "*extract_user_to_sg*", "*extract_iter_to_sg*"]),

        // Lists, trees, maps, references (lib/list_debug.c, lib/rbtree.c, lib/xarray.c, lib/rhashtable.c, lib/klist.c, lib/idr.c)
        (HelperGroups.Always, ["*list_add*", "*list_del*", "*list_replace*", "*list_move*", "*list_splice*", "rb_*", "__rb_*", "klist_*", "*xas_start*", "*xas_load*", "*xas_find*", "*ida_free*", "*rhashtable_lookup*", "refcount_*", "kref_*", "*sg_next"]),

        // Allocating and freeing (mm/slub.c, mm/page_alloc.c, mm/vmalloc.c, mm/filemap.c)
        (HelperGroups.Always, ["*alloc_page*", "*kmalloc*", "*kzalloc*", "*kcalloc*", "*vmalloc*", "*vzalloc*", "*vcalloc*", "malloc*", "*krealloc*", "*kmem_cache*", "*allocate_slab*", "*slab_*", "*__alloc_frozen_pages_noprof*", "*folio_alloc*", "*folio_unlock*", "*filemap_alloc_folio*", "*__filemap_get_folio*",
            "*find_or_create_page*", "*do_read_cache_folio*", "*read_cache_page*", "*pagecache_get_page*", "*grab_cache_page_write_begin*", "kfree", "kvfree", "*kfree_skb*", "*find_lock_entries*", "*truncate_inode_pages_range*"]),

        // Objects of a subsystem that is not to blame for what its user does with them (fs/inode.c, fs/dcache.c, fs/buffer.c)
        (HelperGroups.Always, ["iput", "iput_final", "ihold", "*drop_nlink*", "*fast_dput*", "*dput*", "*mark_buffer_dirty*"]),

        // Cancelling and flushing timers and work: its owner is to blame (kernel/workqueue.c, kernel/time/timer.c, kernel/rcu/srcutree.c)
        (HelperGroups.Always, ["*debug_object*", "timer_is_static_object", "work_is_static_object", "*del_timer*", "*__timer_delete_sync*", "*sk_stop_timer_sync*", "*__mod_timer*", "*flush_work*", "*__cancel_work_timer*", "*cancel_work_sync*", "*try_to_grab_pending*", "*drain_workqueue*", "*destroy_workqueue*",
            "*queue_work*", "*insert_work*", "*__queue_delayed_work*", "*queue_delayed_work_on*", "*kthread_stop*", "*cleanup_srcu_struct*"]),

        // Driver core: the driver is to blame (drivers/base, lib/kobject.c, net/core/dev.c)
        (HelperGroups.Always, ["*kobject_*", "*add_uevent_var*", "*get_device_parent*", "*device_add*", "*device_del*", "*device_unregister*", "*device_destroy*", "*device_release*", "*devres_release_all*", "*hwrng_unregister*", "*i2c_del_adapter*", "*__unregister_client*", "*device_for_each_child*", "*rollback_registered*",
            "*unregister_netdev*", "*sysfs_remove*", "*device_remove_file*", "*tty_unregister_device*", "put_device"]),
        (HelperGroups.Always | HelperGroups.UsbSubmit, ["*dummy_urb_enqueue*", "*usb_kill_urb*", "*usb_kill_anchored_urbs*", "*usb_control_msg*", "*usb_hcd_submit_urb*", "*usb_submit_urb*"]),

        (HelperGroups.UsbSubmit, ["*usb_start_wait_urb*", "*usb_bulk_msg*", "*usb_interrupt_msg*", "*alloc_skb*"]),
        (HelperGroups.ObjectDebug, ["*debug_*", "*rcu*", "*hrtimer_*", "*timer_*", "*work_*", "*percpu_*", "*vunmap*", "*vfree*", "*__free_*", "*kobject_*"]),
        (HelperGroups.Freeing, ["*slab_*", "*kfree*", "*vunmap*", "*vfree*", "*kmem*"]),
        (HelperGroups.Allocating, ["*kmemleak*", "*mmap*", "*kmem*", "*slab*", "*alloc*", "*create_object*", "*idr_get*", "*list_lru_init*", "*pcpu_create*"]),
        (HelperGroups.UserCopyChecks, ["*usercopy*", "*__check*"]),
        (HelperGroups.Kobject, ["*kobject_*"]),
        (HelperGroups.Rcu, ["*rcu*"]),
        (HelperGroups.Detectors, ["*apic_timer_interrupt*", "*nmi_cpu_backtrace*", "*nmi_trigger_*", "arch_trigger_*", "trigger_*_backtrace", "*rcu_dump_cpu_stacks*", "*print_cpu_stall*", "*print_other_cpu_stall*", "*check_cpu_stall*", "*rcu_check_callbacks*", "*rcu_sched_clock_irq*", "rcu_pending",
            "update_process_times", "tick_sched_*", "tick_nohz_*handler*", "tick_periodic", "watchdog", "watchdog_timer_fn", "watchdog_overflow_callback", "check_hung_*", "sched_show_task", "_sched_show_task", "dump_cpu_task", "softlockup_tick", "nmi_watchdog_tick", "*watchdog_hardlockup*", "*perf_event_overflow*", "perf_event_nmi_handler", "nmi_handle", "default_do_nmi", "do_nmi", "crash_nmi_callback"]),
        (HelperGroups.OverflowChecks, ["*ubsan*", "*overflow*"]),
        (HelperGroups.PreemptionChecks, ["*preempt*", "debug_*", "*processor_id*", "*this_cpu*"]),
        (HelperGroups.SocketLock, ["*lock_sock*", "*release_sock*"]),
        (HelperGroups.LockRegistration, ["*stack*", "*lock*", "*IRQ*"]),
        (HelperGroups.Scheduler, ["*schedule*", "*retint_kernel*"]),
        (HelperGroups.StackChecks, ["*stack_chk*", "*bad_stack*"]),
        (HelperGroups.ProcRegistration, ["*proc_*"]),
        (HelperGroups.Refcounts, ["*refcount*", "*kobject_*"]),
        (HelperGroups.SpinlockDebug, ["*spin_*", "*_lock*", "*_unlock*"]),
        (HelperGroups.PageFreeing, ["*free_page*", "*put_page*", "*get_page*", "*update_page*", "*release_page*", "*free_unref*", "folio*", "_folio*", "__folio*", "*truncate_inode_pages*", "*page_frag_free*", "*alloc*", "*vmap*", "*page_owner*"]),
        (HelperGroups.SocketBuffers, ["skb_*"]),
        (HelperGroups.DataPlumbing, ["*alloc_skb*", "*netlink_ack*", "*netlink_rcv_skb*", "*_encrypt", "crypto_*", "cipher_*", "drbg_*", "rng_*"]),
        (HelperGroups.WorkPlumbing, ["*process_one_work*", "*flush_workqueue*", "*drain_workqueue*", "*destroy_workqueue*"]),
        (HelperGroups.TagFaults, ["*kernel_fault*", "*tag_check*", "*mem_abort*", "el1_*", "el1h_*"]),
    ];

    static readonly NameSet?[] Sets = new NameSet?[32];

    /// <summary>True when a function belongs to one of the groups.</summary>
    public static bool Contains(HelperGroups groups, string function)
    {
        for (int rest = (int)groups; rest != 0; rest &= rest - 1)
        {
            if (SetOf(BitOperations.TrailingZeroCount(rest)).Contains(function))
                return true;
        }

        return false;
    }

    // Sets are made when first asked for: most runs need two or three of them. Two threads may make the same one; both are right.
    static NameSet SetOf(int bit) => Sets[bit] ??= Make((HelperGroups)(1 << bit));

    static NameSet Make(HelperGroups flag) => new(Groups.Where(g => g.Group.HasFlag(flag)).SelectMany(g => g.Names));
}
