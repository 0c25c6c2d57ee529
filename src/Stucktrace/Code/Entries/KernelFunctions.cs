namespace Stucktrace.Code.Entries;

/// <summary>
/// Functions by which a module makes the kernel call it, and by which it reaches what is not meant for it. Argument positions from the headers of 2.6.32,
/// 4.18, 6.1 and 6.12 (include/linux/{kprobes,ftrace,lsm_hooks,netfilter,notifier,timer,workqueue,cdev,miscdevice,proc_fs,debugfs,sysfs,netlink,interrupt,
/// kthread}.h); sizes are upper bounds of the structs in those versions.
/// </summary>
static class KernelFunctions
{
    static Dictionary<string, KernelFunction>? _table;

    /// <summary>What is known of a function, or null.</summary>
    internal static KernelFunction? Find(string name)
    {
        if ((_table ??= Build()).TryGetValue(name, out KernelFunction known))
            return known;
        // Names follow a custom: register_X_notifier(), X_register_notifier(), register_X(), __X_register_driver().
        if (name.StartsWith("unregister", StringComparison.Ordinal) || !name.Contains("register", StringComparison.Ordinal) || name.Contains("unregister", StringComparison.Ordinal)
            || name.Contains("deregister", StringComparison.Ordinal))
            return null;
        if (name.Contains("notifier", StringComparison.Ordinal))
            return new(KernelFunctionRole.Register, KernelEntryKind.Notifier, name.Contains("chain", StringComparison.Ordinal) ? 1 : 0, Size: 0x18);
        if (name.Contains("driver", StringComparison.Ordinal))
            return new(KernelFunctionRole.Register, KernelEntryKind.Driver, 0, Size: 0x140);
        return new(KernelFunctionRole.Register, KernelEntryKind.Registration, 0);
    }

    static Dictionary<string, KernelFunction> Build()
    {
        Dictionary<string, KernelFunction> table = new(StringComparer.Ordinal);
        Add(new(KernelFunctionRole.Lookup), "kallsyms_lookup_name", "module_kallsyms_lookup_name", "__symbol_get");
        Add(new(KernelFunctionRole.Compare), "strcmp", "strncmp", "strstr", "memcmp", "strcasecmp");
        Add(new(KernelFunctionRole.Write), "memcpy", "__memcpy", "memmove", "__memmove", "probe_kernel_write", "copy_to_kernel_nofault", "__probe_kernel_write");
        Add(new(KernelFunctionRole.Patch), "text_poke", "text_poke_early", "text_poke_bp", "text_poke_kgdb", "text_poke_copy", "text_poke_set", "aarch64_insn_patch_text");
        Add(new(KernelFunctionRole.Protect), "set_memory_rw", "set_memory_x", "set_memory_ro", "set_memory_nx", "set_pages_rw", "set_pages_x", "change_page_attr",
            "set_kernel_text_rw", "set_all_modules_text_rw", "update_mapping_prot");
        Add(new(KernelFunctionRole.WriteControl), "write_cr0", "native_write_cr0");
        Add(new(KernelFunctionRole.Folder), [.. FolderNames.Makers]);
        Add(new(KernelFunctionRole.Numbers), "alloc_chrdev_region", "register_chrdev_region");

        Add(Of(KernelEntryKind.Probe, 0, size: 0xa0), "register_kprobe", "enable_kprobe", "register_jprobe");
        Add(Of(KernelEntryKind.Probe, 0, size: 0xe0), "register_kretprobe");
        Add(Of(KernelEntryKind.Probe, 2, size: 0x40), "uprobe_register");
        Add(Of(KernelEntryKind.Tracing, 0, size: 0x40), "register_ftrace_function");
        Add(Of(KernelEntryKind.Tracing, 0, size: 0x20), "register_ftrace_graph");
        Add(Of(KernelEntryKind.Tracing, callback: 1), "tracepoint_probe_register", "tracepoint_probe_register_prio", "register_ftrace_direct");
        Add(Of(KernelEntryKind.Security, 0, size: 0x2000), "security_add_hooks", "register_security", "mod_reg_security");
        Add(Of(KernelEntryKind.Network, 1, size: 0x40), "nf_register_net_hook", "nf_register_net_hooks");
        Add(Of(KernelEntryKind.Network, 0, size: 0x40), "nf_register_hook", "nf_register_hooks", "nf_register_sockopt", "dev_add_pack", "inet_add_protocol", "xt_register_target",
            "xt_register_match", "xt_register_targets", "xt_register_matches", "sock_register", "inet_register_protosw");
        Add(Of(KernelEntryKind.Network, 0, size: 0x180), "proto_register", "tcp_register_congestion_control", "register_netdev", "register_netdevice", "rtnl_link_register",
            "register_pernet_subsys", "register_pernet_device", "register_pernet_operations");
        Add(Of(KernelEntryKind.Notifier, 1, size: 0x18), "atomic_notifier_chain_register", "blocking_notifier_chain_register", "raw_notifier_chain_register", "srcu_notifier_chain_register");
        Add(Of(KernelEntryKind.Timer, callback: 1), "init_timer_key", "setup_timer");
        Add(Of(KernelEntryKind.Timer, 0, size: 0x50), "mod_timer", "add_timer", "add_timer_on", "hrtimer_start_range_ns", "hrtimer_start");
        Add(Of(KernelEntryKind.Timer, callback: 1), "hrtimer_setup");
        Add(Of(KernelEntryKind.DeferredWork, 2, size: 0x20), "queue_work_on", "queue_delayed_work_on", "mod_delayed_work_on");
        Add(Of(KernelEntryKind.DeferredWork, 1, size: 0x20), "queue_work", "queue_delayed_work", "schedule_work_on");
        Add(Of(KernelEntryKind.DeferredWork, 0, size: 0x20), "schedule_work", "schedule_delayed_work");
        Add(Of(KernelEntryKind.DeferredWork, callback: 1), "tasklet_init", "tasklet_setup", "call_rcu", "call_rcu_sched", "call_srcu", "execute_in_process_context");
        Add(Of(KernelEntryKind.DeferredWork, callback: 0), "on_each_cpu", "smp_call_function", "stop_machine", "async_schedule_node");
        Add(Of(KernelEntryKind.DeferredWork, callback: 1), "smp_call_function_single", "on_each_cpu_mask", "smp_call_function_many");
        Add(Of(KernelEntryKind.DeferredWork, callback: 1), "work_on_cpu");
        Add(Of(KernelEntryKind.DeferredWork, 1, size: 0x10), "task_work_add");
        Add(Of(KernelEntryKind.Interrupt, callback: 1), "request_irq", "request_threaded_irq", "request_any_context_irq", "request_percpu_irq");
        Add(Of(KernelEntryKind.Interrupt, callback: 2), "devm_request_irq", "devm_request_threaded_irq", "devm_request_any_context_irq");
        Add(Of(KernelEntryKind.Thread, callback: 0), "kthread_create_on_node", "kthread_create", "kernel_thread", "kthread_create_on_cpu", "kthread_run_on_cpu");
        Add(Of(KernelEntryKind.File, 0, size: 0x58), "misc_register");
        Add(Of(KernelEntryKind.File, 4, size: 0x120), "__register_chrdev", "debugfs_create_file", "debugfs_create_file_unsafe", "debugfs_create_file_full");
        Add(Of(KernelEntryKind.File, 2, size: 0x120), "register_chrdev", "anon_inode_getfd_secure");
        Add(Of(KernelEntryKind.File, 1, size: 0x120), "cdev_init", "anon_inode_getfd", "anon_inode_getfile");
        Add(Of(KernelEntryKind.File, 3, size: 0x120), "proc_create", "proc_create_data");
        Add(Of(KernelEntryKind.File, 3, size: 0x30), "proc_create_seq_private");
        Add(Of(KernelEntryKind.File, callback: 3), "proc_create_single_data");
        Add(Of(KernelEntryKind.File, callback: 3), "create_proc_read_entry");
        Add(Of(KernelEntryKind.File, 1, size: 0x30), "sysfs_create_group", "sysfs_create_file", "sysfs_create_file_ns", "sysfs_create_groups", "sysfs_create_bin_file",
            "sysfs_create_files", "device_add_groups", "devm_device_add_groups", "device_create_file", "driver_create_file", "class_create_file_ns", "bus_create_file", "seq_open", "__seq_open_private");
        Add(Of(KernelEntryKind.File, callback: 1), "single_open", "single_open_size");
        Add(Of(KernelEntryKind.File, 1, size: 0x400), "register_sysctl", "register_sysctl_sz", "register_net_sysctl", "register_net_sysctl_sz");
        Add(Of(KernelEntryKind.File, 0, size: 0x400), "register_sysctl_table", "register_sysctl_paths");
        Add(Of(KernelEntryKind.File, 0, size: 0x60), "register_filesystem");
        Add(Of(KernelEntryKind.Netlink, 0, size: 0x80), "genl_register_family", "__genl_register_family", "genl_register_family_with_ops", "nfnetlink_subsys_register");
        Add(Of(KernelEntryKind.Netlink, 1, size: 0x60), "genl_register_ops");
        Add(Of(KernelEntryKind.Netlink, 3, size: 0x30), "__netlink_kernel_create");
        Add(Of(KernelEntryKind.Netlink, callback: 3), "netlink_kernel_create");
        Add(Of(KernelEntryKind.Netlink, callback: 2), "rtnl_register_module", "rtnl_register");
        Add(Of(KernelEntryKind.Driver, 0, size: 0x140), "driver_register", "__platform_driver_probe", "platform_driver_register", "vmbus_driver_register", "pci_register_driver",
            "usb_register_driver", "i2c_register_driver", "__spi_register_driver", "scsi_register_driver", "virtio_register_driver", "hid_register_driver");
        return table;

        void Add(KernelFunction function, params ReadOnlySpan<string> names)
        {
            foreach (string name in names)
                table[name] = function;
        }

        static KernelFunction Of(KernelEntryKind kind, int @object = -1, int callback = -1, int size = 0x100) =>
            new(KernelFunctionRole.Register, kind, @object, callback, size);
    }
}
