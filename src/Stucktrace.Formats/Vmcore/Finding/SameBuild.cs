using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore.Types;

namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// Whether a symbol file that the user gave belongs to the kernel in the dump. Release and symbols must be the same where both tell; a file that has neither
/// (raw BTF) must agree with every layout that vmcoreinfo tells. A file of another build is never used: its layouts would give wrong answers.
/// </summary>
static class SameBuild
{
    // Few enough to be in every kernel's table, far enough apart that no other build has all of them at the same distances.
    static readonly string[] Symbols =
    [
        "_stext", "_etext", "init_uts_ns", "init_task", "swapper_pg_dir", "init_top_pgt", "init_level4_pgt", "linux_banner", "schedule", "do_exit", "panic", "vfs_read", "modules",
        "runqueues", "per_cpu__runqueues", "sys_call_table", "_sdata", "__bss_start",
    ];

    const int FewestSymbols = 4, FewestLayouts = 8;

    /// <summary>Holds a file against the dump.</summary>
    /// <returns>Null when it is the same build; else what differs.</returns>
    internal static Message? Difference(SymbolFile given, string release, VmcoreInfo? info, SymbolTable? symbols, ulong moved)
    {
        if (given.Release is { } other && !other.Equals(release, StringComparison.Ordinal))
            return Message.Of("vmc.build.release", other, release);
        int same = 0;
        foreach (string name in info is null ? Symbols : Symbols.Union(InfoTypes.Symbols(info), StringComparer.Ordinal))
        {
            // What vmcoreinfo calls a symbol may be what a pointer points to (mem_section): such an address is not in the image.
            if (given.Symbols?.Find(name) is not { } linked || (info?.Symbol(name) ?? symbols?.Find(name)) is not { } address || address < Translation.ImageMap)
                continue;
            if (unchecked(linked + moved) != address && linked != address)
                return Message.Of("vmc.build.symbol", name, $"{linked:x}", $"{unchecked(address - moved):x}");
            same++;
        }

        int layouts = 0;
        if (given.Types is { } types && info is not null && Layouts(types, info, ref layouts) is { } difference)
            return difference;
        return same >= FewestSymbols || layouts >= FewestLayouts ? null : Message.Of("vmc.build.unknown");
    }

    static Message? Layouts(Btf types, VmcoreInfo info, ref int same)
    {
        GraphTypes given = new(types, LayoutSource.SymbolFile);
        foreach ((string structure, string field, long offset) in InfoTypes.Offsets(info))
        {
            if (given.SizeOf(structure) is null)
                continue;
            if (given.Field(structure, field)?.Offset != offset)
                return Message.Of("vmc.build.layout", $"{structure}.{field}", given.Field(structure, field)?.Offset, offset);
            same++;
        }

        return null;
    }
}
