using System.Buffers.Binary;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Formats.DebugInfo;

/// <summary>Reads the units of .debug_info one after the other (DWARF 4 and 5, sections 7.5 and 7.6), without recursion: the way up is a stack.</summary>
sealed class DwarfReader
{
    const int DeepestEntries = 256;

    readonly ElfFile _file;
    readonly Action<InputDiagnostic> _report;
    readonly ReadLimits _limits;
    readonly byte[] _info, _abbreviations, _offsets;
    readonly List<DwarfEntry> _entries = [new()];
    readonly Dictionary<long, int> _byOffset = [];
    readonly Dictionary<long, Dictionary<ulong, DwarfAbbreviation>> _tables = [];

    // Of the unit being read.
    int _start, _version, _addressSize;
    long _stringOffsets;

    internal DwarfReader(ElfFile file, Action<InputDiagnostic> report, ReadLimits limits)
    {
        (_file, _report, _limits) = (file, report, limits);
        (_info, _abbreviations, _offsets) = (Relocated(".debug_info"), Relocated(".debug_abbrev"), Relocated(".debug_str_offsets"));
    }

    internal DwarfTypes Read()
    {
        int at = 0;
        while (at + 11 <= _info.Length)
        {
            DwarfCursor unit = new(_info, at);
            ulong length = unit.Number(4);
            // 0xffffffff begins the 64-bit form, which no kernel build writes.
            if (length >= 0xffff_fff0 || length > (ulong)(_info.Length - at - 4))
            {
                Damaged(at);
                break;
            }

            _start = at;
            at += 4 + (int)length;
            if (!ReadUnit(ref unit, at))
                Damaged(_start);
            if (_entries.Count >= _limits.MaxTypes)
            {
                _report(new InputDiagnostic("ELF0504", Message.Of("elf.0504", _limits.MaxTypes), Offset: _file.Find(".debug_info")?.Offset));
                break;
            }
        }

        return new DwarfTypes(_entries, _byOffset, [Relocated(".debug_str"), _info, Relocated(".debug_line_str")]);
    }

    void Damaged(int at) => _report(new InputDiagnostic("ELF0505", Message.Of("elf.0505", ".debug_info", at), Offset: _file.Find(".debug_info")?.Offset + at));

    bool ReadUnit(ref DwarfCursor unit, int end)
    {
        _version = (int)unit.Number(2);
        if (_version is < 2 or > 5)
            return false;
        long table;
        if (_version == 5)
        {
            int kind = (int)unit.Number(1);
            _addressSize = (int)unit.Number(1);
            table = (long)unit.Number(4);
            // DW_UT_compile 1 and partial 3 have no more header than this.
            if (kind is not (1 or 3))
                return true;
        }
        else
        {
            table = (long)unit.Number(4);
            _addressSize = (int)unit.Number(1);
        }

        _stringOffsets = 8;
        if (_addressSize is not (4 or 8))
            return false;
        Dictionary<ulong, DwarfAbbreviation> abbreviations = Table(table);
        Stack<DwarfEntry?> parents = new();
        while (unit.At < end && _entries.Count < _limits.MaxTypes)
        {
            int offset = unit.At;
            ulong code = unit.Unsigned();
            if (unit.Failed)
                return false;
            if (code == 0)
            {
                if (parents.Count > 0)
                    parents.Pop();
                continue;
            }

            if (!abbreviations.TryGetValue(code, out DwarfAbbreviation? form))
                return false;
            DwarfEntry? entry = ReadEntry(ref unit, form);
            if (unit.Failed)
                return false;
            Place(form.Tag, entry, offset, parents.Count > 0 ? parents.Peek() : null);
            if (!form.HasChildren)
                continue;
            if (parents.Count >= DeepestEntries)
                return false;
            parents.Push(entry);
        }

        return true;
    }

    void Place(int tag, DwarfEntry? entry, int offset, DwarfEntry? parent)
    {
        if (entry is null)
            return;
        if (tag is 0x0d or 0x05 && parent is not null)
        {
            // A member, or a parameter.
            if (ReferenceEquals(parent.Children, DwarfEntry.Nothing))
                parent.Children = [];
            parent.Children.Add(entry);
        }
        else if (tag == 0x21 && parent is { Kind: TypeKind.Array })
        {
            parent.Elements = parent.Elements == 0 ? entry.Elements : TypeGraph.Multiply(parent.Elements, entry.Elements);
        }
        else if (tag is not (0x0d or 0x05 or 0x21))
        {
            _byOffset[offset] = _entries.Count;
            _entries.Add(entry);
        }
    }

    /// <summary>DW_TAG_… of what is kept; members, parameters and the bounds of arrays belong to what is above them.</summary>
    static TypeKind? KindOf(int tag) => tag switch
    {
        0x13 => TypeKind.Struct,
        0x17 => TypeKind.Union,
        0x04 => TypeKind.Enum,
        0x24 => TypeKind.Integer,
        0x0f => TypeKind.Pointer,
        0x01 => TypeKind.Array,
        0x16 => TypeKind.Typedef,
        0x26 or 0x35 or 0x37 or 0x47 => TypeKind.Qualifier,
        0x15 => TypeKind.Prototype,
        0x2e => TypeKind.Function,
        0x0d or 0x05 or 0x21 => TypeKind.Void,
        _ => null,
    };

    DwarfEntry? ReadEntry(ref DwarfCursor unit, DwarfAbbreviation form)
    {
        DwarfEntry? entry = KindOf(form.Tag) is { } kind ? new DwarfEntry { Kind = kind } : null;
        foreach ((int attribute, int written, long constant) in form.Attributes)
        {
            (long value, DwarfName name) = ReadValue(ref unit, written, constant);
            // The unit itself says where its part of the table of offsets begins.
            if (attribute == 0x72)
                _stringOffsets = value;
            if (entry is null)
                continue;
            switch (attribute)
            {
                case 0x03:
                    entry.Name = name;
                    break;
                case 0x0b:
                    entry.Size = Math.Max(0, value);
                    break;
                case 0x49:
                    entry.Target = value;
                    break;
                case 0x38:
                    entry.BitOffset += value * 8;
                    break;
                case 0x6b:
                    entry.BitOffset += value;
                    break;
                case 0x0d:
                    entry.BitSize = (int)Math.Clamp(value, 0, 255);
                    break;
                case 0x0c:
                    // DWARF 2 and 3 count a bit field from the other end of its 4 or 8 bytes; the size of those is stated before it or is 4.
                    entry.BitOffset += (entry.Size > 0 ? entry.Size * 8 : 32) - value - entry.BitSize;
                    break;
                case 0x2f:
                    entry.Elements = value < int.MaxValue ? value + 1 : 0;
                    break;
                case 0x37:
                    entry.Elements = Math.Max(0, value);
                    break;
            }
        }

        return entry;
    }

    (long Value, DwarfName Name) ReadValue(ref DwarfCursor unit, int form, long constant)
    {
        switch (form)
        {
            case 0x01:
                return Plain((long)unit.Number(_addressSize));
            case 0x0b or 0x0c or 0x29:
                return Plain((long)unit.Number(1));
            case 0x05 or 0x2a:
                return Plain((long)unit.Number(2));
            case 0x06 or 0x17 or 0x2c:
                return Plain((long)unit.Number(4));
            case 0x2b:
                return Plain((long)unit.Number(3));
            case 0x07 or 0x20:
                return Plain((long)unit.Number(8));
            case 0x1e:
                unit.Skip(16);
                return Plain(0);
            case 0x0d:
                return Plain(unit.Signed());
            case 0x0f or 0x1b or 0x22 or 0x23:
                return Plain((long)unit.Unsigned());
            case 0x19:
                return Plain(1);
            case 0x21:
                return Plain(constant);
            case 0x08:
                int text = unit.At;
                unit.SkipText();
                return (0, new DwarfName(1, text));
            case 0x0e:
                return (0, new DwarfName(0, (long)unit.Number(4)));
            case 0x1f:
                return (0, new DwarfName(2, (long)unit.Number(4)));
            case 0x1a:
                return (0, Indexed(unit.Unsigned()));
            case >= 0x25 and <= 0x28:
                return (0, Indexed(unit.Number(form - 0x24)));
            case 0x10:
                return Plain((long)unit.Number(_version == 2 ? _addressSize : 4));
            case 0x11 or 0x12 or 0x13 or 0x14:
                return Plain(_start + (long)Math.Min(int.MaxValue, unit.Number(1 << (form - 0x11))));
            case 0x15:
                return Plain(_start + (long)Math.Min(int.MaxValue, unit.Unsigned()));
            case 0x0a:
                return Plain(Block(ref unit, unit.Number(1)));
            case 0x03:
                return Plain(Block(ref unit, unit.Number(2)));
            case 0x04:
                return Plain(Block(ref unit, unit.Number(4)));
            case 0x09 or 0x18:
                return Plain(Block(ref unit, unit.Unsigned()));
            default:
                // A form that is not known has no length: nothing behind it can be read.
                unit.Skip(ulong.MaxValue);
                return Plain(0);
        }

        static (long, DwarfName) Plain(long value) => (value, DwarfName.None);
    }

    /// <summary>The number in an expression that is one DW_OP_plus_uconst: how old compilers state the place of a member; 0 for others.</summary>
    static long Block(ref DwarfCursor unit, ulong length)
    {
        if (length is < 2 or > 10)
        {
            unit.Skip(length);
            return 0;
        }

        int end = unit.At + (int)length;
        long value = unit.Number(1) == 0x23 ? (long)unit.Unsigned() : 0;
        if (end > unit.At)
            unit.Skip((ulong)(end - unit.At));
        return value;
    }

    DwarfName Indexed(ulong index) => index > int.MaxValue / 8 ? DwarfName.None : new DwarfName(0, DwarfCursor.UInt32At(_offsets, _stringOffsets + (long)index * 4));

    Dictionary<ulong, DwarfAbbreviation> Table(long at)
    {
        if (_tables.TryGetValue(at, out Dictionary<ulong, DwarfAbbreviation>? known))
            return known;
        Dictionary<ulong, DwarfAbbreviation> table = [];
        DwarfCursor cursor = new(_abbreviations, (int)Math.Clamp(at, 0, _abbreviations.Length));
        while (cursor.Unsigned() is var code && code != 0 && !cursor.Failed)
        {
            int tag = (int)cursor.Unsigned();
            bool children = cursor.Number(1) != 0;
            List<(int, int, long)> attributes = [];
            while (!cursor.Failed)
            {
                int attribute = (int)cursor.Unsigned(), form = (int)cursor.Unsigned();
                long constant = form == 0x21 ? cursor.Signed() : 0;
                if (attribute == 0 && form == 0)
                    break;
                attributes.Add((attribute, form, constant));
            }

            table[code] = new DwarfAbbreviation(tag, children, [.. attributes]);
        }

        // A crafted file may have a table at every byte; a real one has as many as units.
        if (_tables.Count < 100_000)
            _tables[at] = table;
        return table;
    }

    /// <summary>A section's bytes with its relocations applied: in an object, offsets into other debug sections are relocations.</summary>
    byte[] Relocated(string name)
    {
        if (_file.Find(name) is not { } section)
            return [];
        byte[] bytes = _file.Contents(section).ToArray();
        foreach (ElfRelocation relocation in _file.RelocationsOf(section))
        {
            if (_file.TargetOf(relocation) is not { } target)
                continue;
            if (relocation.Type == ElfRelocationType.Absolute32 && relocation.Offset + 4 <= (ulong)bytes.Length && relocation.Offset < int.MaxValue)
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((int)relocation.Offset), (uint)target.Offset);
            else if (relocation.Type == ElfRelocationType.Absolute64 && relocation.Offset < int.MaxValue && relocation.Offset + 8 <= (ulong)bytes.Length)
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan((int)relocation.Offset), target.Offset);
        }

        return bytes;
    }
}
