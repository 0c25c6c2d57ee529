using Stucktrace.Formats.DebugInfo;

namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// The types of a module in memory. The kernel copies them into a struct btf that hangs on the list btf_modules (kernel/bpf/btf.c, since 5.11), and forgets
/// struct module's own pointer (btf_data) once the module is loaded; while it is being loaded only that is there.
/// </summary>
static class ModuleBtf
{
    internal static Btf? Read(DumpedKernel kernel, ulong module, ReadLimits limits, Action<InputDiagnostic> report)
    {
        if (kernel.Graph is not Btf types)
            return null;
        (ulong Start, ulong Size)? place = OfList(kernel, module) ?? Part(kernel, module, "module", "btf_data");
        if (place is not var (start, size))
            return null;
        // Since 6.11 a module built out of tree may bring what it needs of the kernel's types.
        Btf? under = Part(kernel, module, "module", "btf_base_data") is var (own, bytes) ? BtfInMemory.Read(kernel.Memory, own, bytes, null, limits, report) : types;
        return under is null ? null : BtfInMemory.Read(kernel.Memory, start, size, under, limits, report);
    }

    static (ulong Start, ulong Size)? OfList(DumpedKernel kernel, ulong module)
    {
        if (kernel.Symbols.Find("btf_modules") is not { } head || kernel.Types.Field("btf_module", "list") is not { } list
            || kernel.Types.Field("btf_module", "module") is not { } owner || kernel.Types.Field("btf_module", "btf") is not { } types)
            return null;
        ulong? node = kernel.Memory.Number(head);
        for (int i = 0; i < ReadLimits.MaxModules && node is { } link && link != head; i++, node = kernel.Memory.Number(link))
        {
            ulong entry = unchecked(link - (ulong)list.Offset);
            if (kernel.Memory.Number(unchecked(entry + (ulong)owner.Offset)) == module)
                return kernel.Memory.Number(unchecked(entry + (ulong)types.Offset)) is { } at ? Part(kernel, at, "btf", "data") : null;
        }

        return null;
    }

    /// <summary>A pointer and the size beside it, of the same name.</summary>
    static (ulong Start, ulong Size)? Part(DumpedKernel kernel, ulong address, string structure, string field) =>
        kernel.Types.Field(structure, field) is { } data && kernel.Types.Field(structure, field + "_size") is { } length
        && kernel.Memory.Number(unchecked(address + (ulong)data.Offset)) is > 0 and { } start && kernel.Memory.Number(unchecked(address + (ulong)length.Offset), 4) is > 0 and { } size
            ? (start, size) : null;
}
