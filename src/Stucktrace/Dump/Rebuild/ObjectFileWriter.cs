using System.Buffers.Binary;
using System.Text;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Dump.Rebuild;

/// <summary>Writes a relocatable 64-bit ELF object (gabi chapters 4 and 5) of sections, symbols and relocations, in memory.</summary>
sealed class ObjectFileWriter
{
    const int HeaderSize = 64, SectionHeaderSize = 64, SymbolSize = 24, RelocationSize = 24;
    const ulong Allocated = 2, Code = 4, Writable = 1;

    readonly List<(string Name, byte[] Bytes, uint Type, ulong Flags, int Link, int Info, ulong EntrySize)> _sections = [(string.Empty, [], 0, 0, 0, 0, 0)];
    readonly List<(string Name, ulong Value, ulong Size, byte Info, int Section)> _locals = [(string.Empty, 0, 0, 0, 0)];
    readonly List<(string Name, ulong Value, ulong Size, byte Info, int Section)> _globals = [];
    readonly Dictionary<string, int> _imports = new(StringComparer.Ordinal);
    readonly List<(int Section, List<(ulong Offset, uint Type, int Symbol, bool IsGlobal, long Addend)> Entries)> _relocations = [];

    /// <summary>Adds a section and the symbol that stands for it, which has the same index.</summary>
    internal int Add(string name, byte[] bytes, bool code, bool writable)
    {
        _sections.Add((name, bytes, ElfSectionType.ProgramBits, Allocated | (code ? Code : 0) | (writable ? Writable : 0), 0, 0, 0));
        _locals.Add((string.Empty, 0, 0, (byte)ElfSymbolType.Section, _sections.Count - 1));
        return _sections.Count - 1;
    }

    /// <summary>Adds a symbol.</summary>
    internal void Symbol(string name, int section, ulong value, ulong size, ElfSymbolType type, bool global)
    {
        if (global)
            _globals.Add((name, value, size, (byte)((int)type | ((int)ElfBinding.Global << 4)), section));
        else
            _locals.Add((name, value, size, (byte)type, section));
    }

    /// <summary>Begins the relocations of a section.</summary>
    internal void Relocate(int section) => _relocations.Add((section, []));

    /// <summary>Adds a relocation to the section begun last, against one of the object's own sections.</summary>
    internal void Own(ulong offset, uint type, int section, long addend) => _relocations[^1].Entries.Add((offset, type, section, false, addend));

    /// <summary>Adds a relocation to the section begun last, against something that is imported.</summary>
    internal void Import(ulong offset, uint type, string name, long addend)
    {
        if (!_imports.TryGetValue(name, out int index))
        {
            _imports[name] = index = _globals.Count;
            _globals.Add((name, 0, 0, (int)ElfBinding.Global << 4, 0));
        }

        _relocations[^1].Entries.Add((offset, type, index, true, addend));
    }

    /// <summary>The file.</summary>
    internal byte[] Write()
    {
        using var strings = new MemoryStream();
        strings.WriteByte(0);
        byte[] symbols = new byte[(_locals.Count + _globals.Count) * SymbolSize];
        int at = 0;
        foreach ((string name, ulong value, ulong size, byte info, int section) in _locals.Concat(_globals))
        {
            Span<byte> entry = symbols.AsSpan(at++ * SymbolSize, SymbolSize);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, name.Length == 0 ? 0 : Text(strings, name));
            entry[4] = info;
            BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], (ushort)section);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], value);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[16..], size);
        }

        int table = _sections.Count;
        _sections.Add((".symtab", symbols, ElfSectionType.SymbolTable, 0, table + 1, _locals.Count, SymbolSize));
        _sections.Add((".strtab", strings.ToArray(), ElfSectionType.StringTable, 0, 0, 0, 0));
        foreach ((int section, List<(ulong Offset, uint Type, int Symbol, bool IsGlobal, long Addend)> entries) in _relocations)
        {
            if (entries.Count > 0)
                _sections.Add((".rela" + _sections[section].Name, Bytes(entries), ElfSectionType.Rela, 0, table, section, RelocationSize));
        }

        return File();
    }

    byte[] Bytes(List<(ulong Offset, uint Type, int Symbol, bool IsGlobal, long Addend)> entries)
    {
        byte[] bytes = new byte[entries.Count * RelocationSize];
        for (int i = 0; i < entries.Count; i++)
        {
            Span<byte> entry = bytes.AsSpan(i * RelocationSize, RelocationSize);
            BinaryPrimitives.WriteUInt64LittleEndian(entry, entries[i].Offset);
            ulong symbol = (ulong)(entries[i].Symbol + (entries[i].IsGlobal ? _locals.Count : 0));
            BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], entries[i].Type | (symbol << 32));
            BinaryPrimitives.WriteInt64LittleEndian(entry[16..], entries[i].Addend);
        }

        return bytes;
    }

    byte[] File()
    {
        using var names = new MemoryStream();
        names.WriteByte(0);
        uint[] nameAt = [.. _sections.Select(s => s.Name.Length == 0 ? 0 : Text(names, s.Name)), Text(names, ".shstrtab")];
        _sections.Add((".shstrtab", names.ToArray(), ElfSectionType.StringTable, 0, 0, 0, 0));
        using var file = new MemoryStream();
        file.Write(new byte[HeaderSize]);
        byte[] headers = new byte[_sections.Count * SectionHeaderSize];
        for (int i = 1; i < _sections.Count; i++)
        {
            Pad(file);
            (_, byte[] bytes, uint type, ulong flags, int link, int info, ulong entrySize) = _sections[i];
            Span<byte> header = headers.AsSpan(i * SectionHeaderSize, SectionHeaderSize);
            BinaryPrimitives.WriteUInt32LittleEndian(header, nameAt[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], type);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], flags);
            BinaryPrimitives.WriteInt64LittleEndian(header[24..], file.Length);
            BinaryPrimitives.WriteInt64LittleEndian(header[32..], bytes.Length);
            BinaryPrimitives.WriteInt32LittleEndian(header[40..], link);
            BinaryPrimitives.WriteInt32LittleEndian(header[44..], info);
            BinaryPrimitives.WriteUInt64LittleEndian(header[48..], 16);
            BinaryPrimitives.WriteUInt64LittleEndian(header[56..], entrySize);
            file.Write(bytes);
        }

        Pad(file);
        byte[] all = new byte[file.Length + headers.Length];
        file.GetBuffer().AsSpan(0, (int)file.Length).CopyTo(all);
        headers.CopyTo(all, file.Length);

        // e_ident of a 64-bit little-endian file; ET_REL, EM_X86_64.
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(all);
        BinaryPrimitives.WriteUInt16LittleEndian(all.AsSpan(16), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(all.AsSpan(18), 62);
        BinaryPrimitives.WriteUInt32LittleEndian(all.AsSpan(20), 1);
        BinaryPrimitives.WriteInt64LittleEndian(all.AsSpan(40), file.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(all.AsSpan(52), HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(all.AsSpan(58), SectionHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(all.AsSpan(60), (ushort)_sections.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(all.AsSpan(62), (ushort)(_sections.Count - 1));
        return all;
    }

    static void Pad(MemoryStream file)
    {
        while (file.Length % 16 != 0)
            file.WriteByte(0);
    }

    static uint Text(MemoryStream strings, string text)
    {
        uint at = (uint)strings.Length;
        strings.Write(Encoding.UTF8.GetBytes(text));
        strings.WriteByte(0);
        return at;
    }
}
