using System.Buffers.Binary;
using Stucktrace.Formats.Vmcore.Compression;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>One kdump-compressed file: the whole dump, or a part of a split one.</summary>
/// <param name="source">The file.</param>
/// <param name="header">Its headers.</param>
/// <param name="dumped">Which frames have a page; of a split dump, in any part.</param>
sealed class KdumpPart(ByteSource source, KdumpHeader header, PageBitmap dumped) : IDisposable
{
    const int DescriptorBytes = 24;

    // Some writers of a split dump leave the last part open at the end.
    readonly ulong _rankOfFirst = header.IsSplit ? dumped.Rank(header.StartFrame) : 0;

    public KdumpHeader Header => header;

    public ByteSource Source => source;

    public PageBitmap Dumped => dumped;

    /// <summary>First frame that this file speaks for.</summary>
    public ulong First => header.IsSplit ? header.StartFrame : 0;

    /// <summary>The frame behind the last.</summary>
    public ulong End => header.IsSplit ? Math.Min(header.EndFrame, dumped.Frames) : dumped.Frames;

    /// <summary>Pages that this file should have.</summary>
    public ulong Pages => End <= First ? 0 : dumped.Rank(End) - _rankOfFirst;

    /// <summary>Descriptors that are there, all or as far as the file goes.</summary>
    public ulong PagesThere => Math.Min(Pages, source.Length <= header.DescriptorOffset ? 0 : (ulong)(source.Length - header.DescriptorOffset) / DescriptorBytes);

    long DataOffset => header.DescriptorOffset + (long)Pages * DescriptorBytes;

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
        return source.TryRead(place.Offset, packed) && PageDecoder.Unpack(place.Compression, packed, page) ? MemoryState.Present : MemoryState.Damaged;
    }

    MemoryState Describe(ulong frame, out PagePlace place)
    {
        place = default;
        ulong index = dumped.Rank(frame) - _rankOfFirst;
        if (index >= PagesThere)
            return MemoryState.Excluded;
        long at = header.DescriptorOffset + (long)index * DescriptorBytes;
        Span<byte> descriptor = stackalloc byte[DescriptorBytes];
        if (!source.TryRead(at, descriptor))
            return MemoryState.Damaged;
        place = new PagePlace(at, BinaryPrimitives.ReadInt64LittleEndian(descriptor), BinaryPrimitives.ReadUInt32LittleEndian(descriptor[8..]),
            (PageCompression)BinaryPrimitives.ReadInt32LittleEndian(descriptor[12..]) & PageCompression.Known);
        // A writer that ran out of space leaves the descriptors empty whose pages it did not come to.
        if (place.Offset == 0 && place.Size == 0 && header.IsIncomplete)
            return MemoryState.Excluded;
        if (place.Size is 0 or > IPhysicalMemory.PageBytes || place.Offset < DataOffset)
            return MemoryState.Damaged;
        return source.Holds(place.Offset, place.Size) ? MemoryState.Present : MemoryState.Excluded;
    }

    public void Dispose() => source.Dispose();
}
