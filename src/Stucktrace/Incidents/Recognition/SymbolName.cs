namespace Stucktrace.Incidents.Recognition;

/// <summary>Takes off a symbol what the compiler or the system call macros added to the function's name.</summary>
static class SymbolName
{
    static readonly string[] Suffixes = [".isra.", ".part.", ".constprop.", ".cold", ".llvm.", ".lto_priv.", ".clone.", ".omp_fn.", ".localalias", "$"];

    /// <summary>include/linux/syscalls.h and arch/*/include/asm/syscall_wrapper.h; each is taken off once, in this order.</summary>
    static readonly string[] Prefixes =
    [
        "SYSC_", "SyS_", "sys_", "__x64_", "__ia32_", "__arm64_", "__riscv_", "__s390x_", "____sys_", "___sys_", "__sys_", "__se_", "__do_sys_", "compat_SYSC_", "compat_SyS_", "ksys_",
    ];

    /// <summary>The function's name in its source; for the entry of a system call, the call's.</summary>
    public static string Normalise(string symbol)
    {
        int end = symbol.Length;
        foreach (string suffix in Suffixes)
        {
            int at = symbol.IndexOf(suffix, 1, StringComparison.Ordinal);
            if (at > 0 && at < end)
                end = at;
        }

        ReadOnlySpan<char> name = symbol.AsSpan(0, end).TrimStart('.');
        foreach (string prefix in Prefixes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
                name = name[prefix.Length..];
        }

        return name.Length == symbol.Length ? symbol : name.ToString();
    }
}
