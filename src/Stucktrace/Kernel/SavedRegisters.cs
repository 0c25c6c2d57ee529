namespace Stucktrace.Kernel;

/// <summary>
/// Which registers of an interrupted context a kernel printed without having saved them. Up to 4.2 the x86-64 entry of interrupts saved only what C
/// functions may change, and left the rest of <c>struct pt_regs</c> to what lay on the stack before: the watchdog, which runs in the timer interrupt,
/// prints those words as RBX, RBP and R12 to R15 (show_regs(get_irq_regs())). Read in save_args and <c>interrupt</c> of arch/x86/kernel/entry_64.S:
/// 2.6.32 stores RDI to R11 and then RBP one word lower, where RBX belongs; since 3.1 (SAVE_ARGS_IRQ) RBP stands in its own word; 4.1 still allocates
/// "truncated" registers up to RBP. arch/x86/entry/entry_64.S of 4.4 saves all of them (SAVE_C_REGS, SAVE_EXTRA_REGS), which came with 4.3. Traps
/// and NMIs always saved all (error_entry, save_paranoid), so registers of oopses and of NMI back traces, those of RCU stalls among them, hold.
/// </summary>
public static class SavedRegisters
{
    /// <summary>Whether what an x86-64 kernel printed for a register of a context that an interrupt broke into is a left-over word.</summary>
    /// <param name="release">The kernel; null, when it is not known, is taken for a newer one.</param>
    /// <param name="register">Lower-case name, <c>rbx</c>.</param>
    public static bool IsLeftOver(KernelRelease? release, string register) => release is not null && !release.AtLeast(4, 3) && register switch
    {
        // The word of RBX holds RBP up to 3.0, which says nothing of RBX either.
        "rbx" or "r12" or "r13" or "r14" or "r15" => true,
        "rbp" => !release.AtLeast(3, 1),
        _ => false,
    };
}
