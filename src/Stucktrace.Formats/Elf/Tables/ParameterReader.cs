using System.Collections.Immutable;
using System.Text;

namespace Stucktrace.Formats.Elf.Tables;

/// <summary>
/// Reads parameters: names, types and descriptions from .modinfo, modes and variables from __param. struct kernel_param
/// (include/linux/moduleparam.h): 2.6.32 {name, perm, flags, set, get, arg}, 40 bytes; from 2.6.36 {name, ops, perm, …, arg}, 32; from 4.x
/// {name, mod, ops, perm, …, arg}, 40.
/// </summary>
static class ParameterReader
{
    internal static ImmutableArray<ModuleParameter> Read(ElfFile file, ModuleInfo info, Action<InputDiagnostic> report)
    {
        Dictionary<string, (string? Type, string? Description, int? Mode, SectionOffset? Variable)> found = new(StringComparer.Ordinal);
        foreach (string entry in info.All("parmtype"))
            Set(entry, isType: true);
        foreach (string entry in info.All("parm"))
            Set(entry, isType: false);
        if (SiteTable.Find(file, "__param") is { } table)
            ReadTable(file, table, report, (name, mode, variable) =>
            {
                found.TryGetValue(name, out var known);
                found[name] = known with { Mode = mode, Variable = variable };
            });
        return [.. found.Select(p => new ModuleParameter(p.Key, p.Value.Type, p.Value.Description, p.Value.Mode, p.Value.Variable))];

        void Set(string entry, bool isType)
        {
            int colon = entry.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                return;
            string name = entry[..colon], text = entry[(colon + 1)..];
            found.TryGetValue(name, out var known);
            found[name] = isType ? known with { Type = text } : known with { Description = text };
        }
    }

    static void ReadTable(ElfFile file, SiteTable table, Action<InputDiagnostic> report, Action<string, int, SectionOffset?> add)
    {
        (long size, long mode) = (table.Has(8), table.Has(16)) switch
        {
            (true, true) => (40, 24),
            (true, false) => (32, 16),
            _ => (40, 8),
        };
        int damaged = 0;
        for (long at = 0; at + size <= table.Section.Size; at += size)
        {
            if (table.At(at) is { } place && NameAt(file, place) is { Length: > 0 } name)
                add(name, (int)table.UInt16At(at + mode), table.At(at + size - 8));
            else
                damaged++;
        }

        if (damaged > 0)
            report(new InputDiagnostic("ELF0401", Message.Of("elf.0401", table.Section.Name, damaged), Offset: table.Section.Offset));
    }

    static string? NameAt(ElfFile file, SectionOffset place)
    {
        if (file.SectionAt(place.Section) is not { } section)
            return null;
        ReadOnlySpan<byte> bytes = file.Contents(section).Span;
        if (place.Offset >= (ulong)bytes.Length)
            return null;
        bytes = bytes[(int)place.Offset..];
        bytes = bytes[..Math.Min(256, bytes.Length)];
        int end = bytes.IndexOf((byte)0);
        string? name = end < 0 ? null : Encoding.UTF8.GetString(bytes[..end]);
        // Code that can be built in prefixes its parameters with the module's name and a dot.
        int dot = name?.LastIndexOf('.') ?? -1;
        return dot >= 0 ? name![(dot + 1)..] : name;
    }
}
