using System.Buffers.Binary;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Reading;

/// <summary>One struct in the memory of a dump. It is read once; where a part of it is missing from the dump, field by field.</summary>
sealed class KernelObject
{
    // Larger than any struct that is read whole; task_struct has some 10,000 bytes.
    const long MostBytes = 32 * 1024;

    readonly KernelReader _reader;
    readonly byte[]? _bytes;

    internal KernelObject(KernelReader reader, string structure, ulong address)
    {
        (_reader, Structure, Address) = (reader, structure, address);
        if (reader.SizeOf(structure) is not (> 0 and <= MostBytes and long size))
            return;
        byte[] bytes = new byte[size];
        if (reader.Memory.Read(address, bytes) == MemoryState.Present)
            _bytes = bytes;
    }

    internal ulong Address { get; }

    internal string Structure { get; }

    /// <summary>Value of a field of 1, 2, 4 or 8 bytes, or null when this kernel has no such field or the dump does not have it.</summary>
    internal ulong? this[string path]
    {
        get
        {
            if (_bytes is null || _reader.Place(Structure, path) is not { } place || KernelReader.Width(place.Size) is not { } width || place.Offset < 0 || place.Offset > _bytes.Length - width)
                return _reader.Field(Address, Structure, path);
            ReadOnlySpan<byte> at = _bytes.AsSpan((int)place.Offset, width);
            ulong word = width switch
            {
                1 => at[0],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(at),
                4 => BinaryPrimitives.ReadUInt32LittleEndian(at),
                _ => BinaryPrimitives.ReadUInt64LittleEndian(at),
            };
            return KernelReader.Bits(word, place);
        }
    }

    /// <summary>Value of the first field of several that this kernel has.</summary>
    internal ulong? First(params ReadOnlySpan<string> paths) => _reader.FirstOf(Structure, paths) is { } path ? this[path] : null;

    /// <summary>Text in an array of characters within the struct.</summary>
    internal string? Text(string path) => _reader.Place(Structure, path) is { Size: > 0 and <= 4096 } place ? _reader.Text(Address + (ulong)place.Offset, (int)place.Size) : null;

    /// <summary>Address of a field, or null.</summary>
    internal ulong? At(string path) => _reader.Offset(Structure, path) is { } offset ? Address + offset : null;
}
