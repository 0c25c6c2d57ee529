namespace Stucktrace.Reproduction.Triggers;

/// <summary>How the arguments of a program's call reach the function that serves it.</summary>
public enum CallConvention
{
    /// <summary>In the registers of a C call, in their order.</summary>
    Registers,

    /// <summary>In a <c>struct pt_regs</c> that the first argument points to (arch/x86/include/asm/syscall_wrapper.h, 4.17 and later).</summary>
    SavedRegisters,

    /// <summary>Not at all: what the function gets is made by the kernel.</summary>
    None,
}
