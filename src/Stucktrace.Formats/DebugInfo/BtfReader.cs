using System.Buffers.Binary;

namespace Stucktrace.Formats.DebugInfo;

/// <summary>Checks BTF's header and finds where each type begins, so that everything behind can be read without further checks.</summary>
static class BtfReader
{
    const int HeaderSize = 24;

    internal static Btf? Read(ReadOnlyMemory<byte> memory, Action<InputDiagnostic> report, Btf? baseTypes, ReadLimits limits)
    {
        ReadOnlySpan<byte> bytes = memory.Span;
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadUInt16LittleEndian(bytes) != 0xeb9f || bytes[2] != 1)
        {
            report(new InputDiagnostic("ELF0501", Message.Of("elf.0501"), Offset: 0));
            return null;
        }

        long header = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        (int typesAt, int typesSize) = Part(bytes, header, 8);
        (int stringsAt, int stringsSize) = Part(bytes, header, 16);
        if (typesSize != BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) || stringsSize != BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]))
            report(new InputDiagnostic("ELF0502", Message.Of("elf.0502", bytes.Length), Offset: 8));
        int[] offsets = Index(bytes.Slice(typesAt, typesSize), typesAt, report, limits);
        return new Btf(memory.Slice(typesAt, typesSize), memory.Slice(stringsAt, stringsSize), offsets, baseTypes);
    }

    /// <summary>BTF_KIND_* as of 6.12; those that came later are not understood and end the reading.</summary>
    internal static TypeKind KindOf(int kind) => kind switch
    {
        1 => TypeKind.Integer,
        2 => TypeKind.Pointer,
        3 => TypeKind.Array,
        4 => TypeKind.Struct,
        5 => TypeKind.Union,
        6 or 19 => TypeKind.Enum,
        7 => TypeKind.Forward,
        8 => TypeKind.Typedef,
        9 or 10 or 11 or 18 => TypeKind.Qualifier,
        12 => TypeKind.Function,
        13 => TypeKind.Prototype,
        14 => TypeKind.Variable,
        15 => TypeKind.Section,
        16 => TypeKind.Float,
        17 => TypeKind.Tag,
        _ => TypeKind.Void,
    };

    /// <summary>Bytes behind the three words that every type has; -1 for a kind that is not known.</summary>
    static int FurtherBytes(int kind, int vlen) => kind switch
    {
        1 or 14 or 17 => 4,
        3 => 12,
        4 or 5 or 15 or 19 => vlen * 12,
        6 or 13 => vlen * 8,
        2 or 7 or 8 or 9 or 10 or 11 or 12 or 16 or 18 => 0,
        _ => -1,
    };

    static (int At, int Size) Part(ReadOnlySpan<byte> bytes, long header, int field)
    {
        long at = header + BinaryPrimitives.ReadUInt32LittleEndian(bytes[field..]), size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(field + 4)..]);
        return at > bytes.Length ? (0, 0) : ((int)at, (int)Math.Min(size, bytes.Length - at));
    }

    static int[] Index(ReadOnlySpan<byte> types, int typesAt, Action<InputDiagnostic> report, ReadLimits limits)
    {
        List<int> offsets = new(types.Length / 24);
        int at = 0;
        while (types.Length - at >= Btf.EntrySize)
        {
            uint info = BinaryPrimitives.ReadUInt32LittleEndian(types[(at + 4)..]);
            int further = FurtherBytes((int)(info >> 24) & 31, (int)(info & 0xffff));
            if (further < 0 || further > types.Length - at - Btf.EntrySize)
            {
                report(new InputDiagnostic("ELF0503", Message.Of("elf.0503", offsets.Count + 1), Offset: typesAt + at));
                break;
            }

            if (offsets.Count >= limits.MaxTypes)
            {
                report(new InputDiagnostic("ELF0504", Message.Of("elf.0504", limits.MaxTypes), Offset: typesAt + at));
                break;
            }

            offsets.Add(at);
            at += Btf.EntrySize + further;
        }

        return [.. offsets];
    }
}
