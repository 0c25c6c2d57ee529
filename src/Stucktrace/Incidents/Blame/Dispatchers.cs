namespace Stucktrace.Incidents.Blame;

/// <summary>
/// Places from which the kernel calls the code that does a task's or an interrupt's work. What such a place called names the activity that a CPU
/// is stuck in, whatever part of its loop the detector caught.
/// </summary>
static class Dispatchers
{
    static readonly NameSet Names = new(
    [
        // system call entry
        "do_syscall_*", "*do_fast_syscall_*", "*sysenter_dispatch*", "*tracesys_phase2*", "system_call*", "entry_SYSCALL*", "el0_svc*", "invoke_syscall*", "ret_fast_syscall*", "x64_sys_call", "ia32_sys_call", "syscall_return*", "handle_syscall*", "sys_call_table", "tracesys*", "cstar_dispatch", "do_int80*", "__arm64_sys_*",
        // threads, work, idle
        "process_one_work*", "smpboot_thread_fn*", "*kthread*", "start_secondary*", "cpu_startup_entry*", "*ret_from_fork*", "worker_thread*", "child_rip",
        // soft interrupts, timers, network receive
        "*do_softirq*", "*netif_receive_skb*", "*call_timer_fn*", "*_run_timers*", "*run_timer_softirq*", "*run_ksoftirqd*", "handle_softirqs*", "*run_hrtimer*",
        // system calls that only pass on to a file's or socket's own operation
        "*vfs_write", "*vfs_read", "*vfs_iter_read*", "*vfs_iter_write*", "*do_iter_read*", "*do_iter_write*", "*vfs_ioctl*", "*blkdev_driver_ioctl*", "*blkdev_ioctl*", "call_read_iter*", "call_write_iter*", "*do_iter_readv_writev*", "call_mmap*", "*mmap_region*", "*do_mmap*", "*do_dentry_open*", "*vfs_open*", "new_sync_read*", "new_sync_write*",
        "sock_sendmsg*", "__sock_sendmsg*", "sock_recvmsg*", "sock_release*", "__sock_release*", "*__sys_setsockopt*", "*kernel_setsockopt*", "*sock_common_setsockopt*", "*__sys_listen*", "*kernel_listen*", "*sk_common_release*", "sock_mmap*", "*__sys_accept*", "*kernel_accept*", "sock_do_ioctl*", "sock_ioctl*", "compat_sock_ioctl*", "nfnetlink_rcv_msg*", "do_sock_setsockopt*", "____sys_sendmsg*", "___sys_sendmsg*",
        "SYSC_socketpair", "SyS_socketpair", "__sys_socketpair", "SYSC_connect", "SyS_connect", "__sys_connect", "SYSC_ioctl", "SyS_ioctl", "__do_sys_ioctl", "__se_sys_ioctl", "__x64_sys_ioctl", "ksys_ioctl", "do_vfs_ioctl", "compat_SyS_ioctl", "compat_SYSC_ioctl", "__do_compat_sys_ioctl", "__se_compat_sys_ioctl",
        // page faults
        "*__do_fault*", "*handle_mm_fault*", "*do_page_fault*", "page_fault", "do_user_addr_fault*",
        // return to user space
        "*__fput*", "*task_work_run*", "*exit_to_usermode*", "*exit_to_user_mode*",
    ]);

    /// <summary>True for a dispatcher.</summary>
    public static bool Contains(string function) => Names.Contains(function);
}
