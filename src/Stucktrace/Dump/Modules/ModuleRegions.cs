using System.Collections.Immutable;
using Stucktrace.Dump.Reading;

namespace Stucktrace.Dump.Modules;

/// <summary>
/// Where a module lies in memory (include/linux/module.h): module_core and module_init up to 4.4, core_layout and init_layout from 4.5 to 6.3, the array
/// mem[] by kind since 6.4.
/// </summary>
static class ModuleRegions
{
    // enum mod_mem_type, in order.
    static readonly string[] Kinds = ["text", "data", "rodata", "ro_after_init", "init.text", "init.data", "init.rodata"];

    internal static ImmutableArray<ModuleRegion> Read(KernelReader reader, KernelObject module)
    {
        ImmutableArray<ModuleRegion>.Builder regions = ImmutableArray.CreateBuilder<ModuleRegion>();
        if (module.At("mem") is { } mem && reader.SizeOf("module_memory") is { } size)
        {
            for (int i = 0; i < Kinds.Length; i++)
            {
                KernelObject memory = new(reader, "module_memory", mem + (ulong)(i * size));
                Add(regions, Kinds[i], memory["base"], memory["size"]);
            }

            return regions.ToImmutable();
        }

        Layout(regions, string.Empty, module.First("core_layout.base", "module_core"), module.First("core_layout.size", "core_size"),
            module.First("core_layout.text_size", "core_text_size"), module.First("core_layout.ro_size", "core_ro_size"), module["core_layout.ro_after_init_size"]);
        Layout(regions, "init.", module.First("init_layout.base", "module_init"), module.First("init_layout.size", "init_size"),
            module.First("init_layout.text_size", "init_text_size"), module.First("init_layout.ro_size", "init_ro_size"), module["init_layout.ro_after_init_size"]);
        return regions.ToImmutable();
    }

    /// <summary>Text, read-only data and data follow each other; each size counts from the start of the layout.</summary>
    static void Layout(ImmutableArray<ModuleRegion>.Builder regions, string prefix, ulong? start, ulong? size, ulong? text, ulong? readOnly, ulong? afterInit)
    {
        if (start is not { } from || size is not { } all)
            return;
        ulong at = 0;
        foreach ((string kind, ulong? end) in ((string, ulong?)[])[("text", text), ("rodata", readOnly), ("ro_after_init", afterInit), ("data", all)])
        {
            if (end is not { } until || until <= at || until > all)
                continue;
            Add(regions, prefix + kind, from + at, until - at);
            at = until;
        }
    }

    static void Add(ImmutableArray<ModuleRegion>.Builder regions, string name, ulong? start, ulong? size)
    {
        if (start is > 0 and { } from && size is > 0 and { } bytes)
            regions.Add(new ModuleRegion(name, from, bytes));
    }
}
