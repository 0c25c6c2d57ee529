using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Stucktrace.Formats.Elf;

/// <summary>Reads the header and the section headers (gabi chapters 4 and 5, and its rules for more than 65,279 sections).</summary>
static class ElfReader
{
    const int HeaderSize = 64, SectionHeaderSize = 64, FirstReserved = 0xff00, ExtendedIndex = 0xffff;

    internal static ElfFile? Read(ReadOnlyMemory<byte> memory, Action<InputDiagnostic> report, ReadLimits limits)
    {
        ReadOnlySpan<byte> bytes = memory.Span;
        if (bytes.Length < HeaderSize || !bytes.StartsWith("\u007fELF"u8))
        {
            report(new InputDiagnostic("ELF0101", Message.Of("elf.0101"), Offset: 0));
            return null;
        }

        if (bytes[4] != 2 || bytes[5] != 1)
        {
            report(new InputDiagnostic("ELF0102", Message.Of("elf.0102"), Offset: 4));
            return null;
        }

        ElfHeader header = new(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[16..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[56..]));
        ImmutableArray<ElfSection> sections = ReadSections(bytes, report, limits);
        return new ElfFile(memory, header, sections, report, limits);
    }

    static ImmutableArray<ElfSection> ReadSections(ReadOnlySpan<byte> bytes, Action<InputDiagnostic> report, ReadLimits limits)
    {
        ulong start = BinaryPrimitives.ReadUInt64LittleEndian(bytes[40..]);
        int entrySize = BinaryPrimitives.ReadUInt16LittleEndian(bytes[58..]);
        if (start == 0)
            return [];
        if (entrySize != SectionHeaderSize || start > (ulong)bytes.Length - SectionHeaderSize)
        {
            report(new InputDiagnostic("ELF0103", Message.Of("elf.0103", start, bytes.Length), Offset: 40));
            return [];
        }

        ReadOnlySpan<byte> table = bytes[(int)start..];
        ulong count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[60..]);
        if (count == 0)
            count = BinaryPrimitives.ReadUInt64LittleEndian(table[32..]);
        ulong names = BinaryPrimitives.ReadUInt16LittleEndian(bytes[62..]);
        if (names == ExtendedIndex)
            names = BinaryPrimitives.ReadUInt32LittleEndian(table[40..]);
        if (count > (ulong)(table.Length / SectionHeaderSize))
        {
            report(new InputDiagnostic("ELF0104", Message.Of("elf.0104", count, table.Length / SectionHeaderSize), Offset: (long)start));
            count = (ulong)(table.Length / SectionHeaderSize);
        }

        if (count > (ulong)limits.MaxElfSections)
        {
            report(new InputDiagnostic("ELF0105", Message.Of("elf.0105", count, limits.MaxElfSections), Offset: (long)start));
            count = (ulong)limits.MaxElfSections;
        }

        ReadOnlySpan<byte> strings = default;
        if (names < count)
            strings = Clip(bytes, table.Slice((int)names * SectionHeaderSize, SectionHeaderSize));
        else if (count > 0)
            report(new InputDiagnostic("ELF0106", Message.Of("elf.0106", names, count), Offset: 62));
        NameReader reader = new(strings, limits);
        ImmutableArray<ElfSection>.Builder sections = ImmutableArray.CreateBuilder<ElfSection>((int)count);
        for (int i = 0; i < (int)count; i++)
            sections.Add(ReadSection(i, table.Slice(i * SectionHeaderSize, SectionHeaderSize), ref reader, bytes.Length, (long)start, report));
        if (reader.Exhausted)
            report(new InputDiagnostic("ELF0107", Message.Of("elf.0107", ".shstrtab"), Offset: (long)start));
        return sections.MoveToImmutable();
    }

    static ElfSection ReadSection(int index, ReadOnlySpan<byte> entry, ref NameReader names, long fileSize, long table, Action<InputDiagnostic> report)
    {
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(entry[24..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(entry[32..]);
        string name = names.Read(BinaryPrimitives.ReadUInt32LittleEndian(entry));
        bool inFile = type is not (ElfSectionType.Null or ElfSectionType.NoBits);
        if (inFile && (offset > (ulong)fileSize || size > (ulong)fileSize - offset))
        {
            report(new InputDiagnostic("ELF0108", Message.Of("elf.0108", NameOf(name, index), offset, size, fileSize), Offset: table + (long)index * SectionHeaderSize));
            offset = Math.Min(offset, (ulong)fileSize);
            size = Math.Min(size, (ulong)fileSize - offset);
        }

        int link = Index(BinaryPrimitives.ReadUInt32LittleEndian(entry[40..])), info = Index(BinaryPrimitives.ReadUInt32LittleEndian(entry[44..]));
        ulong alignment = BinaryPrimitives.ReadUInt64LittleEndian(entry[48..]);
        return new ElfSection(
            index, name, type, BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]), BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]),
            (long)Math.Min(offset, long.MaxValue), (long)Math.Min(size, long.MaxValue), link, info, BitOperationsIsPower(alignment) ? alignment : 1,
            (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(entry[56..]), long.MaxValue));
    }

    /// <summary>What to call a section that may have no name.</summary>
    internal static string NameOf(string name, int index) => name.Length > 0 ? name : $"[{index}]";

    /// <summary>True for a symbol's section index that stands for no section.</summary>
    internal static bool IsReserved(int index) => index is >= FirstReserved and <= ExtendedIndex;

    static bool BitOperationsIsPower(ulong value) => value != 0 && (value & (value - 1)) == 0;

    static int Index(uint value) => value > int.MaxValue ? -1 : (int)value;

    static ReadOnlySpan<byte> Clip(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> entry)
    {
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(entry[24..]), size = BinaryPrimitives.ReadUInt64LittleEndian(entry[32..]);
        if (offset >= (ulong)bytes.Length)
            return default;
        return bytes.Slice((int)offset, (int)Math.Min(size, (ulong)bytes.Length - offset));
    }
}
