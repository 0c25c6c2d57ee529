namespace Stucktrace.Attribution.StackReading;

/// <summary>Code through which a system call enters the kernel: what it calls is the system call's function.</summary>
static class KernelEntry
{
    // x86: arch/x86/kernel/entry_64.S until 4.4 (system_call*, tracesys), arch/x86/entry since; arm64: arch/arm64/kernel/syscall.c and entry.S.
    static readonly string[] Beginnings =
    [
        "system_call", "tracesys", "entry_SYSCALL", "do_syscall_", "x64_sys_call", "ia32_sys_call", "entry_SYSENTER", "sysenter_", "do_fast_syscall", "do_int80", "cstar_dispatch",
        "ia32_sysret", "el0_svc", "el0t_64_sync", "invoke_syscall", "ret_fast_syscall", "handle_syscall", "syscall_call", "do_trap_ecall",
    ];

    public static bool Contains(string? symbol)
    {
        foreach (string beginning in Beginnings)
        {
            if (symbol?.StartsWith(beginning, StringComparison.Ordinal) == true)
                return true;
        }

        return false;
    }
}
