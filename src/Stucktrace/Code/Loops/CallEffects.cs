using Stucktrace.Machine;

namespace Stucktrace.Code.Loops;

/// <summary>
/// Calls that leave all registers but their result alone, unlike the calling convention's rax, rcx, rdx, rsi, rdi and r8 to r11. From
/// arch/x86/lib/getuser.S and putuser.S (value in rdx, error in rax; rcx and rbx as scratch), arch/x86/entry/thunk_64.S (the preemption thunks save all),
/// arch/x86/lib/hweight.S, arch/x86/kernel/ftrace_64.S and asm/paravirt.h (callee-save calls), 2.6.32 to 6.12.
/// </summary>
static class CallEffects
{
    // Indices in the processor's numbering.
    const int ResultOnly = 1 << 0;
    const int UserAccess = (1 << 0) | (1 << 1) | (1 << 2);

    /// <summary>The registers that a call may change, as a mask.</summary>
    internal static int Changed(string? name)
    {
        if (name is null || name.Length < 8 || name[0] != '_' || name[1] != '_')
            return RegisterConvention.Scratch;
        if (name.StartsWith("__get_user_", StringComparison.Ordinal) || name.StartsWith("__put_user_", StringComparison.Ordinal))
            return UserAccess;
        if (name.StartsWith("__sw_hweight", StringComparison.Ordinal))
            return ResultOnly;
        return name is "___preempt_schedule" or "___preempt_schedule_notrace" or "__fentry__" or "__SCT__preempt_schedule" or "__SCT__preempt_schedule_notrace"
            ? 0
            : RegisterConvention.Scratch;
    }
}
