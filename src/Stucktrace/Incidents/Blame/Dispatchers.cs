namespace Stucktrace.Incidents.Blame;

/// <summary>
/// Places from which the kernel calls the code that does a task's or an interrupt's work. What such a place called names the activity that a CPU
/// is stuck in, whatever part of its loop the detector caught. Names are without the system call macros' prefixes (<see cref="Recognition.SymbolName"/>).
/// </summary>
static class Dispatchers
{
    static readonly NameSet Names = new(
    [
        // system call entry (arch/*/entry)
        "*do_syscall_*", "*do_fast_syscall_*", "*sysenter_dispatch*", "*tracesys_phase2*", "*el0_svc_handler*", "*el0_svc_common*", "*invoke_syscall*", "*ret_fast_syscall*", "system_call_fastpath", "entry_SYSCALL_64*", "x64_sys_call", "ia32_sys_call", "el0_svc", "el0_svc_naked",
        // threads, work, idle
        "*process_one_work*", "*smpboot_thread_fn*", "kthread", "*start_secondary*", "*cpu_startup_entry*", "*ret_from_fork*", "*ret_from_kernel_thread*", "child_rip",
        // soft interrupts, timers, network receive
        "*do_softirq*", "handle_softirqs", "*netif_receive_skb*", "*call_timer_fn*", "*_run_timers*", "*run_timer_softirq*", "*hrtimer_run*", "*run_ksoftirqd*", "*tasklet_action*", "*tasklet_hi_action*",
        // system calls that only pass on to a file's own operation
        "*vfs_write*", "*vfs_read*", "*vfs_iter_read*", "*vfs_iter_write*", "*do_iter_read*", "*do_iter_write*", "*call_read_iter*", "*call_write_iter*", "*new_sync_read*", "*new_sync_write*", "*do_iter_readv_writev*", "*vfs_ioctl*", "*ksys_ioctl*", "*compat_ioctl*", "*compat_sys_ioctl*",
        "*blkdev_driver_ioctl*", "*blkdev_ioctl*", "call_mmap*", "*mmap_region*", "*do_mmap*", "*do_dentry_open*", "*vfs_open*", "ioctl", "sys_ioctl",
        // …and to a socket's
        "sock_sendmsg*", "sock_recvmsg*", "sock_release*", "__sock_release*", "setsockopt", "*kernel_setsockopt*", "*sock_common_setsockopt*", "listen", "*kernel_listen*", "*sk_common_release*", "sock_mmap*", "accept", "*kernel_accept*", "sock_do_ioctl*", "sock_ioctl*", "compat_sock_ioctl*",
        "nfnetlink_rcv_msg*", "rtnetlink_rcv_msg*", "netlink_dump*", "socketpair", "sys_socketpair", "connect", "sys_connect",
        // page faults, return to user space
        "*__do_fault*", "*do_page_fault*", "page_fault", "*__fput*", "*task_work_run*", "*exit_to_usermode*",
    ]);

    /// <summary>A CPU that waits for others to answer: the wait is what is named, for its caller is a random victim.</summary>
    public const string CrossCall = "smp_call_function";

    /// <summary>True for a dispatcher.</summary>
    public static bool Contains(string function) => Names.Contains(function);
}
