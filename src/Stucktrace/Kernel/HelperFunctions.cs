namespace Stucktrace.Kernel;

/// <summary>Small functions of the kernel that do what their caller asks and end by themselves: a CPU or a fault found in one is the caller's affair.</summary>
public static class HelperFunctions
{
    static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        // lib/string.c and its assembly
        "strcmp", "strncmp", "strcasecmp", "strncasecmp", "strlen", "strnlen", "strcpy", "strncpy", "strlcpy", "strscpy", "sized_strscpy", "strcat", "strncat", "strlcat", "strchr", "strrchr", "strstr",
        "strnstr", "strsep", "strspn", "strcspn", "strpbrk", "memcpy", "memcpy_orig", "memcpy_erms", "__memcpy", "memset", "memset_orig", "memset_erms", "__memset", "memmove", "__memmove",
        "memcmp", "memchr", "memscan", "bcmp", "rep_movs_alternative", "clear_page_rep", "clear_page_erms", "copy_page", "copy_page_rep",
        // uaccess
        "copy_user_generic_string", "copy_user_generic_unrolled", "copy_user_enhanced_fast_string", "copy_user_short_string", "copy_from_user", "_copy_from_user", "copy_to_user", "_copy_to_user",
        "__get_user_8", "__get_user_4", "__put_user_8", "__put_user_4", "strncpy_from_user", "strnlen_user",
        // lib: lists, trees, maps, bits, formatting
        "__list_add_valid", "__list_del_entry_valid", "__list_add_valid_or_report", "__list_del_entry_valid_or_report", "__list_add", "list_del", "__list_del_entry", "rb_next", "rb_prev", "rb_first",
        "rb_erase", "rb_insert_color", "__rb_erase_color", "__rb_insert_augmented", "radix_tree_lookup", "radix_tree_next_chunk", "radix_tree_delete", "idr_find", "idr_get_next", "idr_for_each", "xas_load", "xas_find", "xa_load",
        "find_first_bit", "find_next_bit", "_find_next_bit", "_find_first_bit", "__bitmap_weight", "hweight64", "crc32_le", "crc32c", "jhash", "vsnprintf", "snprintf", "sprintf", "sscanf",
        "vsscanf", "number", "string", "format_decode", "kstrtoull", "simple_strtoull", "simple_strtoul", "sort", "bsearch", "llist_reverse_order", "llist_add_batch",
        // allocation
        "kfree", "kmalloc", "__kmalloc", "kmem_cache_alloc", "kmem_cache_free", "__kmalloc_noprof", "kmem_cache_alloc_noprof", "vfree", "vmalloc", "__vmalloc", "kvfree", "___slab_alloc", "__slab_alloc", "__slab_free",
        "slab_free_freelist_hook", "free_pages", "__get_free_pages", "get_zeroed_page", "kzalloc", "__kmem_cache_free", "kmem_cache_free_bulk", "free_unref_page", "__free_pages", "virt_to_head_page",
        // atomics, references, delays, time
        "refcount_warn_saturate", "refcount_dec_and_test", "kref_put", "kref_get", "__delay", "delay_tsc", "__const_udelay", "__udelay", "__ndelay", "delay_loop", "delay_halt", "delay_mwaitx", "__loop_delay", "ktime_get", "ktime_get_ts64",
        "ktime_get_real_ts64", "getnstimeofday", "do_gettimeofday", "native_read_tsc", "read_tsc", "jiffies_64_to_clock_t", "get_random_bytes", "ioread32", "ioread16", "ioread8", "iowrite32", "iowrite16", "iowrite8",
        "readl", "writel", "pci_read_config_dword", "pci_bus_read_config_dword", "native_read_msr_safe", "udelay_simple",
        // locks being let go, preemption, cond_resched
        "_raw_spin_unlock", "_raw_spin_unlock_irq", "_raw_spin_unlock_bh", "_raw_spin_unlock_irqrestore", "_spin_unlock", "_spin_unlock_bh", "_spin_unlock_irqrestore", "_raw_read_unlock", "_raw_write_unlock",
        "__local_bh_enable_ip", "local_bh_enable", "local_bh_enable_ip", "_local_bh_enable_ip", "__cond_resched", "_cond_resched", "cond_resched", "preempt_count_add", "preempt_count_sub", "add_preempt_count", "sub_preempt_count",
        "__rcu_read_lock", "__rcu_read_unlock", "rcu_read_unlock_strict", "debug_lockdep_rcu_enabled", "lock_acquire", "lock_release", "lock_is_held_type",
        // instrumentation, thunks
        "__fentry__", "ftrace_caller", "ftrace_stub", "mcount", "__x86_indirect_thunk_rax", "__x86_return_thunk", "srso_return_thunk", "retbleed_return_thunk", "__sanitizer_cov_trace_pc", "write_comp_data", "__kasan_check_read",
        "__kasan_check_write", "check_memory_region", "kasan_check_range", "__asan_load8", "__asan_load4", "__asan_store8", "memory_is_poisoned", "__this_cpu_preempt_check", "debug_smp_processor_id",
        // tasks, printing
        "printk", "_printk", "vprintk", "vprintk_emit", "vprintk_default", "console_unlock", "wake_up_process", "try_to_wake_up", "__wake_up", "wake_up", "complete", "get_task_comm", "__get_task_comm", "dump_stack",
        "add_timer", "mod_timer", "queue_work_on", "__queue_work", "task_pid_nr_ns", "__task_pid_nr_ns", "pid_task", "find_vpid", "find_get_pid", "send_sig", "skb_put", "skb_push", "kfree_skb", "consume_skb", "skb_release_data",
    };

    /// <summary>True for such a function of the kernel itself.</summary>
    /// <param name="symbol">Function, or null.</param>
    public static bool Contains(string? symbol) => symbol is not null && Names.Contains(FunctionName.WithoutSuffix(symbol));
}
