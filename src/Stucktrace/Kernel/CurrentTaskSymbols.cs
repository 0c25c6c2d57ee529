namespace Stucktrace.Kernel;

/// <summary>
/// Per-CPU symbols through which code reads <c>current</c>: <c>per_cpu__current_task</c> up to 2.6.33, <c>current_task</c> up to 6.1 and again since 6.15,
/// the first member of <c>pcpu_hot</c> from 6.2 to 6.14, and the read-only alias <c>const_current_task</c> (<c>const_pcpu_hot</c>) since 6.7. From
/// arch/x86/include/asm/current.h and percpu-defs.h of these versions.
/// </summary>
public static class CurrentTaskSymbols
{
    /// <summary>Whether 8 bytes at an offset of a per-CPU symbol are <c>current</c>.</summary>
    /// <param name="symbol">Name of the symbol.</param>
    /// <param name="offset">Offset from it.</param>
    public static bool Contains(string symbol, ulong offset) => offset == 0 && symbol is
        "current_task" or "per_cpu__current_task" or "const_current_task" or "pcpu_hot" or "const_pcpu_hot";
}
