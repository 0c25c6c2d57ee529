using Stucktrace.Code.Entries;
using Stucktrace.Kernel;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>Which formulas of an entry function are what a program passed to the kernel, and as which argument.</summary>
static class CallInputs
{
    /// <summary>Most arguments that a system call has.</summary>
    internal const int Most = 6;

    // struct pt_regs of x86-64 (arch/x86/include/asm/ptrace.h, the same since 2.6.24): di, si, dx, r10, r8, r9.
    static ReadOnlySpan<long> SavedOffsets => [0x70, 0x68, 0x60, 0x38, 0x48, 0x40];

    /// <summary>How the arguments of a system call reach an entry of a module.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="symbol">The kernel's symbol that it takes the place of, or null.</param>
    /// <param name="release">The kernel that the module was built for, or null.</param>
    internal static CallConvention ConventionOf(KernelEntry entry, string? symbol, KernelRelease? release)
    {
        if (entry.Kind != KernelEntryKind.SystemCall)
            return CallConvention.Registers;
        if (symbol is not null && symbol.StartsWith("__x64_sys_", StringComparison.Ordinal))
            return CallConvention.SavedRegisters;
        // Enterprise Linux 8 is 4.18: no kernel of these numbers carried the change back or put it off.
        return release is not null && release.AtLeast(4, 17) ? CallConvention.SavedRegisters : CallConvention.Registers;
    }

    /// <summary>The argument that a register of the entry function is; null for none.</summary>
    internal static int? OfRegister(CallConvention convention, ulong register) =>
        convention == CallConvention.Registers && RegisterConvention.Arguments.IndexOf((int)register) is >= 0 and int index ? index : null;

    /// <summary>The argument that memory at an address of the entry function is; null for none.</summary>
    internal static int? OfMemory(CallConvention convention, Expression root, long offset) =>
        convention == CallConvention.SavedRegisters && root.Kind == ExpressionKind.EntryRegister && (int)root.Number == RegisterConvention.Arguments[0]
        && SavedOffsets.IndexOf(offset) is >= 0 and int index ? index : null;
}
