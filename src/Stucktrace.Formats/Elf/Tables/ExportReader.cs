using System.Collections.Immutable;
using System.Text;

namespace Stucktrace.Formats.Elf.Tables;

/// <summary>
/// Reads __ksymtab and __ksymtab_gpl. struct kernel_symbol (include/linux/export.h): up to 4.18 two pointers, value and name; since 4.19 offsets of
/// 4 bytes; since 5.4 a third for the namespace. In each the value comes first, and name and namespace point into __ksymtab_strings.
/// </summary>
static class ExportReader
{
    internal static ImmutableArray<ExportedSymbol> Read(ElfFile file, Action<InputDiagnostic> report)
    {
        ImmutableArray<ExportedSymbol>.Builder exports = ImmutableArray.CreateBuilder<ExportedSymbol>();
        foreach (ElfSection section in file.Sections)
        {
            if (section.Type == ElfSectionType.ProgramBits && section.Name.StartsWith("__ksymtab", StringComparison.Ordinal) && section.Name != "__ksymtab_strings")
                ReadTable(file, section, exports, report);
        }

        return exports.ToImmutable();
    }

    static void ReadTable(ElfFile file, ElfSection table, ImmutableArray<ExportedSymbol>.Builder exports, Action<InputDiagnostic> report)
    {
        bool gpl = table.Name.Contains("gpl", StringComparison.Ordinal);
        SectionOffset? value = null;
        string? name = null, space = null;
        int damaged = 0;
        foreach (ElfRelocation relocation in file.RelocationsOf(table).OrderBy(r => r.Offset))
        {
            if (file.TargetOf(relocation) is not { } target)
            {
                damaged++;
            }
            else if (file.SectionAt(target.Section) is not { Name: "__ksymtab_strings" } strings)
            {
                Add();
                value = target;
            }
            else if (name is null)
            {
                name = TextAt(file, strings, target.Offset);
            }
            else
            {
                space = TextAt(file, strings, target.Offset);
            }
        }

        Add();
        if (damaged > 0)
            report(new InputDiagnostic("ELF0401", Message.Of("elf.0401", table.Name, damaged), Offset: table.Offset));

        void Add()
        {
            if (value is { } place && name is { Length: > 0 })
                exports.Add(new ExportedSymbol(name, place, gpl, space is { Length: > 0 } ? space : null));
            else if (value is not null)
                damaged++;
            (value, name, space) = (null, null, null);
        }
    }

    static string? TextAt(ElfFile file, ElfSection strings, ulong offset)
    {
        ReadOnlySpan<byte> bytes = file.Contents(strings).Span;
        if (offset >= (ulong)bytes.Length)
            return null;
        bytes = bytes[(int)offset..];
        bytes = bytes[..Math.Min(bytes.Length, 512)];
        int end = bytes.IndexOf((byte)0);
        return end < 0 ? null : Encoding.UTF8.GetString(bytes[..end]);
    }
}
