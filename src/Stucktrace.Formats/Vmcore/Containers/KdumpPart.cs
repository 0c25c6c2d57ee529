using System.Buffers.Binary;
using Stucktrace.Formats.Vmcore.Unpacking;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>One kdump-compressed file: the whole dump, or a part of a split one.</summary>
sealed class KdumpPart : IDisposable
{
    const int DescriptorBytes = 24;

    // The very last page may be a zero page, which all share the bytes of the first one.
    const ulong LastPages = 64;

    readonly ulong _rankOfFirst;
    readonly long _dataOffset;

    /// <summary>Takes an opened file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="header">Its headers.</param>
    /// <param name="dumped">Which frames have a page; of a split dump, in any part.</param>
    public KdumpPart(ByteSource source, KdumpHeader header, PageBitmap dumped)
    {
        (Source, Header, Dumped) = (source, header, dumped);
        (First, End) = header.IsSplit ? (header.StartFrame, Math.Min(header.EndFrame, dumped.Frames)) : (0, dumped.Frames);
        _rankOfFirst = dumped.Rank(First);
        Pages = End <= First ? 0 : dumped.Rank(End) - _rankOfFirst;
        PagesThere = Math.Min(Pages, source.Length <= header.DescriptorOffset ? 0 : (ulong)(source.Length - header.DescriptorOffset) / DescriptorBytes);
        _dataOffset = header.DescriptorOffset + (long)Pages * DescriptorBytes;
    }

    public KdumpHeader Header { get; }

    public ByteSource Source { get; }

    public PageBitmap Dumped { get; }

    /// <summary>First frame that this file speaks for.</summary>
    public ulong First { get; }

    /// <summary>The frame behind the last.</summary>
    public ulong End { get; }

    /// <summary>Pages that this file should have.</summary>
    public ulong Pages { get; }

    /// <summary>Descriptors that are there, all or as far as the file goes.</summary>
    public ulong PagesThere { get; }

    /// <summary>Bytes that should be there and are not: cut off, or not readable.</summary>
    MemoryState Missing => Source.IsCut ? MemoryState.Excluded : MemoryState.Damaged;

    /// <summary>The same file with the bitmap that all parts share.</summary>
    public KdumpPart With(PageBitmap dumped) => new(Source, Header, dumped);

    /// <summary>What a page that should be here is, without unpacking it.</summary>
    public MemoryState StateOf(ulong frame) => Describe(frame, out _);

    /// <summary>Reads and unpacks a page.</summary>
    /// <param name="frame">Its frame, one with a page in this file.</param>
    /// <param name="page">Receives it.</param>
    /// <param name="place">Where its descriptor says that it is.</param>
    public MemoryState Load(ulong frame, Span<byte> page, out PagePlace place)
    {
        MemoryState state = Describe(frame, out place);
        if (state != MemoryState.Present)
            return state;
        Span<byte> packed = stackalloc byte[IPhysicalMemory.PageBytes];
        packed = packed[..(int)place.Size];
        if (!Source.TryRead(place.Offset, packed))
            return Missing;
        return PageDecoder.Unpack(place.Compression, packed, page) ? MemoryState.Present : MemoryState.Damaged;
    }

    /// <summary>True when the last descriptor is empty: the writer did not come to it.</summary>
    public bool EndsEmpty()
    {
        Span<byte> descriptor = stackalloc byte[DescriptorBytes];
        return Pages > 0 && PagesThere == Pages && Source.TryRead(_dataOffset - DescriptorBytes, descriptor) && !descriptor.ContainsAnyExcept((byte)0);
    }

    /// <summary>Where the bytes of the last pages should end; null when no descriptor can be read.</summary>
    public long? EndOfLastPages()
    {
        long? end = null;
        Span<byte> descriptor = stackalloc byte[DescriptorBytes];
        for (ulong index = PagesThere - Math.Min(PagesThere, LastPages); index < PagesThere; index++)
        {
            if (!Source.TryRead(Header.DescriptorOffset + (long)index * DescriptorBytes, descriptor))
                continue;
            long offset = BinaryPrimitives.ReadInt64LittleEndian(descriptor);
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(descriptor[8..]);
            if (offset >= _dataOffset && offset < long.MaxValue - size && size <= IPhysicalMemory.PageBytes)
                end = Math.Max(end ?? 0, offset + size);
        }

        return end;
    }

    MemoryState Describe(ulong frame, out PagePlace place)
    {
        place = default;
        ulong index = Dumped.Rank(frame) - _rankOfFirst;
        if (index >= PagesThere)
            return MemoryState.Excluded;
        long at = Header.DescriptorOffset + (long)index * DescriptorBytes;
        Span<byte> descriptor = stackalloc byte[DescriptorBytes];
        if (!Source.TryRead(at, descriptor))
            return Missing;
        place = new PagePlace(at, BinaryPrimitives.ReadInt64LittleEndian(descriptor), BinaryPrimitives.ReadUInt32LittleEndian(descriptor[8..]),
            (PageCompression)BinaryPrimitives.ReadInt32LittleEndian(descriptor[12..]) & PageCompression.Known);
        // A writer that ran out of space or was stopped leaves the descriptors empty whose pages it did not come to.
        if (place.Offset == 0 && place.Size == 0)
            return MemoryState.Excluded;
        if (place.Size is 0 or > IPhysicalMemory.PageBytes || place.Offset < _dataOffset)
            return MemoryState.Damaged;
        return Source.Holds(place.Offset, place.Size) ? MemoryState.Present : MemoryState.Excluded;
    }

    public void Dispose() => Source.Dispose();
}
