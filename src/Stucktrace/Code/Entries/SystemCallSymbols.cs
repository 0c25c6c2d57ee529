using Stucktrace.Kernel;

namespace Stucktrace.Code.Entries;

/// <summary>Names under which kernels have their system calls.</summary>
static class SystemCallSymbols
{
    // arch/x86/include/asm/syscall_wrapper.h (4.17): __x64_sys_, __ia32_sys_; 3.x to 4.16: sys_, SyS_; compat_sys_ for 32-bit programs.
    static readonly string[] Prefixes = ["__x64_sys_", "__ia32_sys_", "__do_sys_", "__se_sys_", "__ia32_compat_sys_", "__x32_compat_sys_", "ksys_", "sys_", "SyS_", "compat_sys_", "do_sys_"];

    /// <summary>True for the tables themselves and for the functions behind them.</summary>
    internal static bool IsOne(string symbol) => IsTable(symbol) || CallOf(symbol) is not null;

    /// <summary>True for a table of system calls.</summary>
    internal static bool IsTable(string symbol) => symbol is "sys_call_table" or "ia32_sys_call_table" or "x32_sys_call_table" or "compat_sys_call_table";

    /// <summary>The system call that a function of the kernel serves, or null.</summary>
    internal static string? CallOf(string symbol)
    {
        foreach (string prefix in Prefixes)
        {
            if (symbol.StartsWith(prefix, StringComparison.Ordinal) && NumberOf(symbol[prefix.Length..]) is not null)
                return symbol[prefix.Length..];
        }

        return null;
    }

    /// <summary>The number of a call of x86-64, or null.</summary>
    internal static int? NumberOf(string name)
    {
        // A few calls have another name inside the kernel than in the table.
        name = name switch { "newstat" => "stat", "newfstat" => "fstat", "newlstat" => "lstat", "newuname" => "uname", "sendfile64" => "sendfile", _ => name };
        for (int i = 0; i < 512; i++)
        {
            if (name.Equals(SystemCallNames.X64(i), StringComparison.Ordinal))
                return i;
        }

        return null;
    }

    /// <summary>Name of the call at an entry of a table.</summary>
    internal static string? NameAt(string table, long index) =>
        table.StartsWith("ia32_", StringComparison.Ordinal) || table.StartsWith("compat_", StringComparison.Ordinal) ? SystemCallNames.X86(index) : SystemCallNames.X64(index);
}
