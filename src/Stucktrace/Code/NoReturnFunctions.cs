namespace Stucktrace.Code;

/// <summary>
/// Functions of the kernel that never return. From tools/objtool/check.c (4.0 to 6.4, <c>global_noreturns</c>), tools/objtool/noreturns.h (6.5 to 6.12)
/// and, for older kernels, the functions declared noreturn in include/linux/kernel.h, sched.h and linkage of 2.6.32 to 3.10.
/// </summary>
static class NoReturnFunctions
{
    static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "__assert_fail", "__fortify_panic", "__ia32_sys_exit", "__ia32_sys_exit_group", "__kunit_abort", "__module_put_and_exit",
        "__module_put_and_kthread_exit", "__reiserfs_panic", "__stack_chk_fail", "__tdx_hypercall_failed", "__ubsan_handle_builtin_unreachable",
        "__x64_sys_exit", "__x64_sys_exit_group", "acpi_processor_ffh_play_dead", "arch_cpu_idle_dead", "bch2_trans_in_restart_error",
        "bch2_trans_restart_error", "bch2_trans_unlocked_error", "bch2_trans_unlocked_or_in_restart_error", "btrfs_assertfail", "complete_and_exit",
        "cpu_bringup_and_idle", "cpu_startup_entry", "do_exit", "do_group_exit", "do_task_dead", "ex_handler_msr_mce", "fortify_panic",
        "hlt_play_dead", "hv_ghcb_terminate", "kthread_complete_and_exit", "kthread_exit", "kunit_try_catch_throw", "lbug_with_loc", "machine_real_restart",
        "make_task_dead", "mpt_halt_firmware", "nmi_panic_self_stop", "panic", "panic_smp_self_stop", "rest_init", "rewind_stack_and_make_dead",
        "rewind_stack_do_exit", "rust_begin_unwind", "rust_helper_BUG", "sev_es_terminate", "snp_abort", "start_kernel", "stop_this_cpu",
        "usercopy_abort", "vpanic", "x86_64_start_kernel", "x86_64_start_reservations", "xen_cpu_bringup_again", "xen_start_kernel",
    };

    internal static bool Contains(string name) => Names.Contains(name);
}
