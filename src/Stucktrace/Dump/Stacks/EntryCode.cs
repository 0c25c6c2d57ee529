namespace Stucktrace.Dump.Stacks;

/// <summary>Names of the code that saves registers when the kernel is entered (arch/x86/kernel/entry_64.S up to 4.1, arch/x86/entry/ since).</summary>
static class EntryCode
{
    static readonly string[] Prefixes =
    [
        "asm_", "entry_SYSCALL", "system_call", "ret_from_", "ret_to_user", "int_ret_", "sysret_", "retint_", "restore_", "irq_entries_start", "error_", "paranoid_", "stub_",
        "ia32_", "nmi", "end_repeat_nmi", "repeat_nmi", "first_nmi", "page_fault", "async_page_fault", "general_protection", "double_fault", "stack_segment", "invalid_op",
        "int3", "debug", "machine_check", "divide_error", "interrupt_entry", "irq_return", "native_irq_return", "tracesys", "swapgs_restore",
    ];

    /// <summary>True for such code: its caller is what was interrupted.</summary>
    /// <param name="name">Name of a function of the kernel.</param>
    internal static bool Is(string name)
    {
        if (IsInterrupt(name))
            return true;
        foreach (string prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>True for the code that an interrupt enters by: apic_timer_interrupt, common_interrupt…; not for the functions in C that it calls.</summary>
    /// <param name="name">Name of a function of the kernel; null for none.</param>
    internal static bool IsInterrupt(string? name) => name is not null && (name is "ret_from_intr" or "irq_entries_start" ||
        (name.EndsWith("_interrupt", StringComparison.Ordinal) && !name.StartsWith("smp_", StringComparison.Ordinal) && !name.StartsWith("sysvec_", StringComparison.Ordinal) &&
        !name.StartsWith("__", StringComparison.Ordinal) && !name.StartsWith("hrtimer_", StringComparison.Ordinal)));
}
