using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.Modules;

/// <summary>
/// The sections of a module as sysfs keeps them, with the addresses that they were loaded at (kernel/module/sysfs.c, kernel/module.c before 5.19): an
/// array of attributes behind struct module_sect_attrs with their number; since 6.14 plain struct bin_attribute whose list ends with NULL.
/// </summary>
static class ModuleSections
{
    const int MostName = 128;

    internal static ImmutableArray<ModuleSection> Read(KernelReader reader, KernelObject module, Allowance allowance)
    {
        if (module["sect_attrs"] is not (> 0 and { } attributes))
            return [];
        if (reader.Has("module_sect_attrs", "nsections"))
            return Counted(reader, attributes, module, allowance);
        return Listed(reader, attributes, allowance);
    }

    static ImmutableArray<ModuleSection> Counted(KernelReader reader, ulong attributes, KernelObject module, Allowance allowance)
    {
        // The name: of the file's attribute since 5.8, before it in a field beside.
        string? name = reader.FirstOf("module_sect_attr", "battr.attr.name", "name");
        if (reader.SizeOf("module_sect_attr") is not { } size || name is null || reader.Offset("module_sect_attrs", "attrs") is not { } first)
            return [];
        ulong count = reader.Field(attributes, "module_sect_attrs", "nsections") ?? 0;
        int taken = allowance.Take(count);
        if (count > (ulong)taken)
            reader.Report("VMC0824", Message.Of("machine.0824", Hexadecimal.Address(module.Address), count, taken));

        ImmutableArray<ModuleSection>.Builder sections = ImmutableArray.CreateBuilder<ModuleSection>();
        for (ulong i = 0; i < (ulong)taken; i++)
        {
            KernelObject section = new(reader, "module_sect_attr", attributes + first + i * (ulong)size);
            Add(reader, sections, section[name], section["address"]);
        }

        return sections.ToImmutable();
    }

    static ImmutableArray<ModuleSection> Listed(KernelReader reader, ulong attributes, Allowance allowance)
    {
        ImmutableArray<ModuleSection>.Builder sections = ImmutableArray.CreateBuilder<ModuleSection>();
        if (reader.Field(attributes, "module_sect_attrs", "grp.bin_attrs") is not (> 0 and { } list))
            return [];
        for (int i = 0; allowance.Take(1) == 1 && reader.Memory.Number(list + (ulong)i * 8) is > 0 and { } attribute; i++)
            Add(reader, sections, reader.Field(attribute, "bin_attribute", "attr.name"), reader.Field(attribute, "bin_attribute", "private"));
        return sections.ToImmutable();
    }

    static void Add(KernelReader reader, ImmutableArray<ModuleSection>.Builder sections, ulong? name, ulong? address)
    {
        if (name is > 0 and { } at && address is { } start && reader.Text(at, MostName) is { Length: > 0 } text)
            sections.Add(new ModuleSection(text, start));
    }
}
