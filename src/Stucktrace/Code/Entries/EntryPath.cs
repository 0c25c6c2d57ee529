using System.Collections.Immutable;

namespace Stucktrace.Code.Entries;

/// <summary>How the kernel gets to a function of the module: by an entry, then by calls.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Functions">The functions from the entry to the one asked for, both included.</param>
public sealed record EntryPath(KernelEntry Entry, ImmutableArray<Function> Functions)
{
    /// <summary>As text: <c>kill(2) → new_sys_kill → get_process_name</c>.</summary>
    public override string ToString() => $"{Entry.Label} → {string.Join(" → ", Functions.Select(f => f.Name))}";
}
