using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Stacks;

/// <summary>Finds the unwind tables of the kernel and of its modules in a dump.</summary>
static class OrcTables
{
    /// <summary>The kernel's table (include/asm-generic/vmlinux.lds.h, ORC_UNWIND_TABLE), or null when it has none or its symbols are not known.</summary>
    internal static OrcTable? OfKernel(DumpedKernel kernel)
    {
        if (kernel.Symbols.Find("__start_orc_unwind_ip") is not { } places || kernel.Symbols.Find("__stop_orc_unwind_ip") is not { } limit || limit <= places ||
            kernel.Symbols.Find("__start_orc_unwind") is not { } entries)
        {
            return null;
        }

        return OrcTable.Open(kernel.Memory, places, entries, (limit - places) / 4, Header(kernel));
    }

    /// <summary>A module's table: num_orcs, orc_unwind_ip and orc_unwind of its struct mod_arch_specific (arch/x86/include/asm/module.h, 4.14 to 6.12).</summary>
    internal static OrcTable? OfModule(DumpedKernel kernel, LoadedModule module, OrcVersion version)
    {
        if (Field(kernel, module, "arch.num_orcs", 4) is not { } count || Field(kernel, module, "arch.orc_unwind_ip", 8) is not { } places ||
            Field(kernel, module, "arch.orc_unwind", 8) is not { } entries)
        {
            return null;
        }

        return OrcTable.Open(kernel.Memory, places, entries, count, version);
    }

    static OrcVersion? Header(DumpedKernel kernel)
    {
        Span<byte> header = stackalloc byte[OrcVersions.HeaderSize];
        return kernel.Symbols.Find("__start_orc_header") is { } at && kernel.Memory.Read(at, header) == MemoryState.Present ? OrcVersions.FromHeader(header) : null;
    }

    static ulong? Field(DumpedKernel kernel, LoadedModule module, string path, int size) =>
        kernel.Types.Field("module", path) is { } place ? kernel.Memory.Number(module.Address + (ulong)place.Offset, size) : null;
}
