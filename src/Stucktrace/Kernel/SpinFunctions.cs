namespace Stucktrace.Kernel;

/// <summary>Functions of the kernel in which a CPU spins for somebody else: a CPU caught there waits, and the cause is elsewhere.</summary>
public static class SpinFunctions
{
    static readonly HashSet<string> ForCpu = new(StringComparer.Ordinal)
    {
        // kernel/smp.c: until the other CPU has answered the call.
        "csd_lock_wait", "__csd_lock_wait", "csd_lock_wait_toolong", "csd_lock", "smp_call_function_many", "smp_call_function_many_cond", "smp_call_function_single", "generic_exec_single",
        "smp_call_function", "on_each_cpu", "on_each_cpu_mask", "on_each_cpu_cond_mask", "on_each_cpu_cond", "smp_call_function_any", "generic_smp_call_function_interrupt",
        // kernel/stop_machine.c: until every CPU has reached the same state.
        "multi_cpu_stop", "stop_machine_cpu_stop", "cpu_stopper_thread", "stop_cpu", "stop_machine_from_inactive_cpu",
        // arch/x86/mm/tlb.c, arch/x86/kernel/alternative.c, arch/x86/kernel/cpu/mtrr, microcode: rendezvous of all CPUs.
        "native_flush_tlb_others", "native_flush_tlb_multi", "flush_tlb_others_ipi", "flush_tlb_mm_range", "text_poke_bp_batch", "smp_text_poke_batch_finish", "text_poke_sync",
        "mtrr_rendezvous_handler", "__wait_for_cpus", "rcu_momentary_eqs", "kvm_make_all_cpus_request", "native_cpu_up", "do_boot_cpu", "arch_cpu_idle_dead",
    };

    static readonly HashSet<string> Idle = new(StringComparer.Ordinal)
    {
        "native_safe_halt", "default_idle", "default_idle_call", "mwait_idle", "mwait_idle_with_hints", "intel_idle", "intel_idle_irq", "acpi_idle_enter", "acpi_idle_do_entry",
        "acpi_safe_halt", "cpuidle_enter_state", "cpuidle_enter", "cpuidle_idle_call", "cpu_idle", "do_idle", "cpu_startup_entry", "poll_idle", "pv_native_safe_halt", "arch_cpu_idle",
        "haltpoll_cpu_idle", "cpu_do_idle", "arch_local_irq_enable", "default_idle_mwait", "acpi_processor_ffh_cstate_enter", "xen_safe_halt", "xen_hypercall_sched_op",
    };

    // Ordinary ends of short sections: a CPU that is found there after twenty seconds was not running (or had interrupts pending), it did not loop.
    static readonly HashSet<string> Innocent = new(StringComparer.Ordinal)
    {
        "finish_task_switch", "_raw_spin_unlock_irqrestore", "_spin_unlock_irqrestore", "__do_softirq", "run_timer_softirq", "__raw_callee_save___kvm_vcpu_is_preempted",
        "kvm_clock_read", "kvm_clock_get_cycles", "pvclock_clocksource_read", "native_write_msr", "xen_hypercall_xen_version", "smp_apic_timer_interrupt", "handle_IRQ_event",
    };

    /// <summary>True when a CPU in this function waits for other CPUs.</summary>
    /// <param name="symbol">Function, or null.</param>
    public static bool WaitsForCpu(string? symbol) => symbol is not null && ForCpu.Contains(FunctionName.WithoutSuffix(symbol));

    /// <summary>True when a CPU in this function waits for a lock without sleeping.</summary>
    /// <param name="symbol">Function, or null.</param>
    public static bool WaitsForLock(string? symbol) => WaitFunctions.Find(symbol) is { WaitsFor: WaitsFor.SpinLock };

    /// <summary>True when a CPU in this function is idle.</summary>
    /// <param name="symbol">Function, or null.</param>
    public static bool IsIdle(string? symbol) => symbol is not null && Idle.Contains(FunctionName.WithoutSuffix(symbol));

    /// <summary>True when nothing in this function can loop for long.</summary>
    /// <param name="symbol">Function, or null.</param>
    public static bool CannotLoop(string? symbol) => symbol is not null && (Innocent.Contains(FunctionName.WithoutSuffix(symbol)) || IsIdle(symbol));
}
