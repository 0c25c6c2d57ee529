using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Stucktrace.Formats.Elf;

/// <summary>Reads the symbol table (gabi, Elf64_Sym).</summary>
static class ElfSymbolReader
{
    const int EntrySize = 24, ExtendedIndex = 0xffff;

    internal static ImmutableArray<ElfSymbol> Read(ElfFile file, Action<InputDiagnostic> report, ReadLimits limits)
    {
        ElfSection? table = null, extended = null;
        foreach (ElfSection section in file.Sections)
        {
            if (section.Type == ElfSectionType.SymbolTable)
                table ??= section;
            if (section.Type == ElfSectionType.SymbolSectionIndices)
                extended ??= section;
        }

        if (table is null)
            return [];
        ReadOnlySpan<byte> bytes = file.Contents(table).Span;
        ReadOnlySpan<byte> wide = extended is null ? default : file.Contents(extended).Span;
        if (bytes.Length % EntrySize != 0)
            report(new InputDiagnostic("ELF0201", Message.Of("elf.0201", table.Name, bytes.Length, EntrySize), Offset: table.Offset));
        int count = bytes.Length / EntrySize;
        if (count > limits.MaxElfSymbols)
        {
            report(new InputDiagnostic("ELF0202", Message.Of("elf.0202", table.Name, count, limits.MaxElfSymbols), Offset: table.Offset));
            count = limits.MaxElfSymbols;
        }

        ElfSection? strings = file.SectionAt(table.Link);
        if (strings is null || strings.Type != ElfSectionType.StringTable)
            report(new InputDiagnostic("ELF0203", Message.Of("elf.0203", table.Name, table.Link), Offset: table.Offset));
        NameReader names = new(strings is null ? default : file.Contents(strings).Span, limits);
        ImmutableArray<ElfSymbol>.Builder symbols = ImmutableArray.CreateBuilder<ElfSymbol>(count);
        int strange = 0;
        long firstStrange = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = bytes.Slice(i * EntrySize, EntrySize);
            int section = BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]);
            if (section == ExtendedIndex && (i + 1) * 4 <= wide.Length)
                section = (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(wide[(i * 4)..]));
            if (section >= file.Sections.Length && !ElfReader.IsReserved(section) && strange++ == 0)
                firstStrange = table.Offset + (long)i * EntrySize;
            symbols.Add(new ElfSymbol(
                i, names.Read(BinaryPrimitives.ReadUInt32LittleEndian(entry)), BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]),
                BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]), (ElfSymbolType)(entry[4] & 15), (ElfBinding)(entry[4] >> 4), section));
        }

        if (strange > 0)
            report(new InputDiagnostic("ELF0204", Message.Of("elf.0204", table.Name, strange, firstStrange), Offset: firstStrange));
        if (names.Exhausted)
            report(new InputDiagnostic("ELF0107", Message.Of("elf.0107", strings?.Name), Offset: strings?.Offset));
        return symbols.MoveToImmutable();
    }
}
