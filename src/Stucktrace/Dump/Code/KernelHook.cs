using System.Collections.Immutable;

namespace Stucktrace.Dump.Code;

/// <summary>A place where a system call was taken over.</summary>
/// <param name="Kind">How.</param>
/// <param name="Address">Address of the entry or of the function.</param>
/// <param name="Symbol">The table or the function.</param>
/// <param name="Index">Of a table: number of the entry, which is that of the system call.</param>
/// <param name="Bytes">The function's first bytes, up to where it leaves; empty for a table.</param>
/// <param name="Target">Where it leads; 0 for a breakpoint.</param>
/// <param name="TargetName">What lies there: function, distance and module; null when no symbol covers it.</param>
/// <param name="Module">Module that it leads to, or null.</param>
public sealed record KernelHook(
    KernelHookKind Kind, ulong Address, string Symbol, int Index, ImmutableArray<byte> Bytes, ulong Target, string? TargetName, string? Module)
{
    /// <summary>True when it is not the kernel's own work: neither tracing nor a probe.</summary>
    public bool IsForeign => Kind is KernelHookKind.TableEntry or KernelHookKind.JumpAtBegin or KernelHookKind.CallAtBegin;
}
