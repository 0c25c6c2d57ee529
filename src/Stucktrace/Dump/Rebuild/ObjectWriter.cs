using System.Buffers.Binary;
using System.Text;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Dump.Rebuild;

/// <summary>Writes a relocatable ELF object for x86-64 (gABI chapter 4; psABI 4.4).</summary>
static class ObjectWriter
{
    const int HeaderBytes = 64, SectionBytes = 64, SymbolBytes = 24, RelocationBytes = 24;
    const byte LocalSection = 3, LocalFunction = 2, LocalObject = 1, GlobalNoType = 0x10;

    /// <summary>Writes the object.</summary>
    /// <param name="sections">Its sections; relocations name them by their place in this list.</param>
    /// <param name="symbols">Its own symbols.</param>
    internal static byte[] Write(IReadOnlyList<ObjectSection> sections, IReadOnlyList<ObjectSymbol> symbols)
    {
        Strings names = new(), sectionNames = new();
        Dictionary<string, int> externals = new(StringComparer.Ordinal);
        List<byte[]> entries = [new byte[SymbolBytes]];
        for (int i = 0; i < sections.Count; i++)
            entries.Add(Symbol(0, LocalSection, i + 1, 0, 0));
        foreach (ObjectSymbol symbol in symbols)
            entries.Add(Symbol(names.Add(symbol.Name), symbol.IsCode ? LocalFunction : LocalObject, symbol.Section + 1, symbol.Offset, symbol.Size));
        int locals = entries.Count;
        foreach (string external in sections.SelectMany(s => s.References).Select(r => r.External).OfType<string>())
        {
            if (externals.TryAdd(external, entries.Count))
                entries.Add(Symbol(names.Add(external), GlobalNoType, 0, 0, 0));
        }

        using MemoryStream file = new();
        file.Write(new byte[HeaderBytes]);
        List<byte[]> table = [new byte[SectionBytes]];
        foreach (ObjectSection section in sections)
        {
            ulong flags = 2UL | (section.IsWritable ? 1UL : 0) | (section.IsCode ? 4UL : 0);
            table.Add(Section(sectionNames.Add(section.Name), section.Name.StartsWith(".note", StringComparison.Ordinal) ? ElfSectionType.Note : ElfSectionType.ProgramBits, flags, Append(file, section.Bytes), section.Bytes.Length, 0, 0, section.IsCode ? 1UL : 16, 0));
        }

        int symbolTable = sections.Count + 1;
        table.Add(Section(sectionNames.Add(".symtab"), ElfSectionType.SymbolTable, 0, Append(file, [.. entries.SelectMany(e => e)]), entries.Count * SymbolBytes, symbolTable + 1, locals, 8, SymbolBytes));
        byte[] strings = names.ToArray();
        table.Add(Section(sectionNames.Add(".strtab"), ElfSectionType.StringTable, 0, Append(file, strings), strings.Length, 0, 0, 1, 0));
        for (int i = 0; i < sections.Count; i++)
        {
            if (sections[i].References.Count == 0)
                continue;
            byte[] relocations = [.. sections[i].References.SelectMany(r => Relocation(r, r.External is { } name ? externals[name] : r.Target + 1))];
            table.Add(Section(sectionNames.Add(".rela" + sections[i].Name), ElfSectionType.Rela, 0x40, Append(file, relocations), relocations.Length, symbolTable, i + 1, 8, RelocationBytes));
        }

        int nameTable = table.Count;
        int nameOfNames = sectionNames.Add(".shstrtab");
        byte[] all = sectionNames.ToArray();
        table.Add(Section(nameOfNames, ElfSectionType.StringTable, 0, Append(file, all), all.Length, 0, 0, 1, 0));
        long at = Append(file, [.. table.SelectMany(t => t)]);
        byte[] bytes = file.ToArray();
        Header(bytes, at, table.Count, nameTable);
        return bytes;
    }

    static long Append(MemoryStream file, byte[] bytes)
    {
        while (file.Length % 16 != 0)
            file.WriteByte(0);
        long at = file.Length;
        file.Write(bytes);
        return at;
    }

    static void Header(Span<byte> file, long sections, int count, int names)
    {
        ReadOnlySpan<byte> identity = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identity.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file[16..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file[18..], 62);
        BinaryPrimitives.WriteUInt32LittleEndian(file[20..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(file[40..], sections);
        BinaryPrimitives.WriteUInt16LittleEndian(file[52..], HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(file[58..], SectionBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(file[60..], (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(file[62..], (ushort)names);
    }

    static byte[] Section(int name, uint type, ulong flags, long offset, long size, int link, int info, ulong alignment, ulong entry)
    {
        byte[] bytes = new byte[SectionBytes];
        Span<byte> span = bytes;
        BinaryPrimitives.WriteInt32LittleEndian(span, name);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], type);
        BinaryPrimitives.WriteUInt64LittleEndian(span[8..], flags);
        BinaryPrimitives.WriteInt64LittleEndian(span[24..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(span[32..], size);
        BinaryPrimitives.WriteInt32LittleEndian(span[40..], link);
        BinaryPrimitives.WriteInt32LittleEndian(span[44..], info);
        BinaryPrimitives.WriteUInt64LittleEndian(span[48..], alignment);
        BinaryPrimitives.WriteUInt64LittleEndian(span[56..], entry);
        return bytes;
    }

    static byte[] Symbol(int name, byte info, int section, ulong value, ulong size)
    {
        byte[] bytes = new byte[SymbolBytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, name);
        bytes[4] = info;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), (ushort)section);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), value);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), size);
        return bytes;
    }

    static byte[] Relocation(ObjectReference reference, int symbol)
    {
        byte[] bytes = new byte[RelocationBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, reference.Offset);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), ((ulong)symbol << 32) | reference.Type);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), reference.Addend);
        return bytes;
    }

    /// <summary>A string table.</summary>
    sealed class Strings
    {
        readonly List<byte> _bytes = [0];

        internal int Add(string text)
        {
            int at = _bytes.Count;
            _bytes.AddRange(Encoding.UTF8.GetBytes(text));
            _bytes.Add(0);
            return at;
        }

        internal byte[] ToArray() => [.. _bytes];
    }
}
