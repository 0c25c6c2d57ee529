using System.Buffers.Binary;
using System.Text;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Formats.Tests.Elf;

/// <summary>Writes small relocatable objects, sound or not.</summary>
sealed class ElfBuilder
{
    readonly List<(string Name, uint Type, ulong Flags, byte[] Bytes, uint Link, uint Info)> _sections = [(string.Empty, 0, 0, [], 0, 0)];
    readonly List<(string Name, ulong Value, byte Info, ushort Section)> _symbols = [(string.Empty, 0, 0, 0)];

    internal int Add(string name, byte[] bytes, uint type = ElfSectionType.ProgramBits, ulong flags = 2, uint link = 0, uint info = 0)
    {
        _sections.Add((name, type, flags, bytes, link, info));
        return _sections.Count - 1;
    }

    internal int Symbol(string name, int section, ulong value = 0, byte info = 0x10)
    {
        _symbols.Add((name, value, info, (ushort)section));
        return _symbols.Count - 1;
    }

    internal void Relocate(int target, params (ulong Offset, uint Type, int Symbol, long Addend)[] relocations)
    {
        byte[] bytes = new byte[relocations.Length * 24];
        for (int i = 0; i < relocations.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 24), relocations[i].Offset);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 24 + 8), relocations[i].Type);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 24 + 12), relocations[i].Symbol);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * 24 + 16), relocations[i].Addend);
        }

        Add(".rela" + _sections[target].Name, bytes, ElfSectionType.Rela, 0, 0, (uint)target);
    }

    internal byte[] Build()
    {
        MemoryStream strings = new(), symbols = new();
        strings.WriteByte(0);
        foreach ((string name, ulong value, byte info, ushort section) in _symbols)
        {
            byte[] entry = new byte[24];
            BinaryPrimitives.WriteUInt32LittleEndian(entry, name.Length == 0 ? 0 : (uint)strings.Length);
            entry[4] = info;
            BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(6), section);
            BinaryPrimitives.WriteUInt64LittleEndian(entry.AsSpan(8), value);
            symbols.Write(entry);
            strings.Write(Encoding.ASCII.GetBytes(name + "\0"));
        }

        int stringTable = Add(".strtab", strings.ToArray(), ElfSectionType.StringTable, 0);
        Add(".symtab", symbols.ToArray(), ElfSectionType.SymbolTable, 0, (uint)stringTable);
        byte[] names = Encoding.ASCII.GetBytes(string.Concat(_sections.Select(s => s.Name + "\0")) + ".shstrtab\0");
        Add(".shstrtab", names, ElfSectionType.StringTable, 0);

        MemoryStream file = new();
        file.Write(new byte[64]);
        byte[] headers = new byte[_sections.Count * 64];
        uint at = 0;
        for (int i = 0; i < _sections.Count; i++)
        {
            (string name, uint type, ulong flags, byte[] bytes, uint link, uint info) = _sections[i];
            Span<byte> header = headers.AsSpan(i * 64);
            BinaryPrimitives.WriteUInt32LittleEndian(header, at);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], type);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], flags);
            BinaryPrimitives.WriteUInt64LittleEndian(header[24..], (ulong)file.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)bytes.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[40..], link);
            BinaryPrimitives.WriteUInt32LittleEndian(header[44..], info);
            file.Write(bytes);
            at += (uint)name.Length + 1;
        }

        long table = file.Length;
        file.Write(headers);
        byte[] result = file.ToArray();
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(result);
        BinaryPrimitives.WriteUInt16LittleEndian(result.AsSpan(16), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(result.AsSpan(18), 62);
        BinaryPrimitives.WriteInt64LittleEndian(result.AsSpan(40), table);
        BinaryPrimitives.WriteUInt16LittleEndian(result.AsSpan(58), 64);
        if (_sections.Count < 0xff00)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(result.AsSpan(60), (ushort)_sections.Count);
            BinaryPrimitives.WriteUInt16LittleEndian(result.AsSpan(62), (ushort)(_sections.Count - 1));
        }
        else
        {
            // Numbers that do not fit stand in the null section's header.
            BinaryPrimitives.WriteUInt16LittleEndian(result.AsSpan(62), 0xffff);
            BinaryPrimitives.WriteInt64LittleEndian(result.AsSpan((int)table + 32), _sections.Count);
            BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan((int)table + 40), _sections.Count - 1);
        }

        return result;
    }
}
