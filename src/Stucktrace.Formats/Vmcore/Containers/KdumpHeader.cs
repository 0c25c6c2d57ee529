using System.Buffers.Binary;
using System.Text;
using Stucktrace.Formats.Vmcore.Unpacking;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>
/// The two headers of a kdump-compressed file, little-endian: the first at 0 (struct disk_dump_header), the second one block further (struct
/// kdump_sub_header). The second grew with each version; what a version does not have is zero here.
/// </summary>
readonly record struct KdumpHeader
{
    const int FirstBytes = 464, SecondBytes = 104;

    /// <summary>Bytes at the beginning that are the same in all parts of a split dump: up to max_mapnr.</summary>
    public const int IdentityBytes = 444;

    /// <summary>Newest version that is known.</summary>
    public const int NewestVersion = 6;

    // Status bit of a writer that ran out of space (DUMP_DH_COMPRESSED_INCOMPLETE).
    const int IncompleteFlag = 8;

    public required int Version { get; init; }

    /// <summary>DISKDUMP: the predecessor, whose second header holds registers.</summary>
    public required bool IsDiskdump { get; init; }

    /// <summary>Machine of utsname: <c>x86_64</c>; some writers leave it empty.</summary>
    public required string Machine { get; init; }

    public required int Status { get; init; }

    public required int BlockSize { get; init; }

    /// <summary>Blocks of the second header, with the notes and vmcoreinfo that follow it.</summary>
    public required uint SubHeaderBlocks { get; init; }

    /// <summary>Blocks of both bitmaps together.</summary>
    public required uint BitmapBlocks { get; init; }

    /// <summary>Number behind the highest page frame.</summary>
    public required ulong Frames { get; init; }

    public ulong? PhysBase { get; init; }

    public int? DumpLevel { get; init; }

    /// <summary>True for a part of a split dump.</summary>
    public bool IsSplit { get; init; }

    /// <summary>First frame whose page is in this part.</summary>
    public ulong StartFrame { get; init; }

    /// <summary>The frame behind the last.</summary>
    public ulong EndFrame { get; init; }

    public ulong VmcoreInfoOffset { get; init; }

    public ulong VmcoreInfoSize { get; init; }

    public ulong NotesOffset { get; init; }

    public ulong NotesSize { get; init; }

    /// <summary>The writer says that it did not finish.</summary>
    public bool IsIncomplete => (Status & IncompleteFlag) != 0;

    /// <summary>How the writer packed pages; each page says for itself.</summary>
    public PageCompression Compression => (PageCompression)Status & PageCompression.Known;

    /// <summary>Where the bitmaps begin.</summary>
    public long BitmapOffset => (1 + (long)SubHeaderBlocks) * BlockSize;

    /// <summary>Where the page descriptors begin.</summary>
    public long DescriptorOffset => BitmapOffset + (long)BitmapBlocks * BlockSize;

    /// <summary>Bytes of one bitmap for all frames, in whole blocks.</summary>
    public long BitmapBytes => BlockSize == 0 ? 0 : (long)((Frames / 8 + (Frames % 8 == 0 ? 0UL : 1) + (ulong)BlockSize - 1) / (ulong)BlockSize) * BlockSize;

    /// <summary>True when a file begins like one.</summary>
    public static bool IsOne(ReadOnlySpan<byte> head) => head.StartsWith("KDUMP   "u8) || head.StartsWith("DISKDUMP"u8);

    /// <summary>Reads the headers.</summary>
    /// <returns>Null when the file is too short for the first.</returns>
    public static KdumpHeader? Read(ByteSource source)
    {
        Span<byte> first = stackalloc byte[FirstBytes], second = stackalloc byte[SecondBytes];
        if (!source.TryRead(0, first))
            return null;
        KdumpHeader header = new()
        {
            IsDiskdump = first.StartsWith("DISKDUMP"u8),
            Version = BinaryPrimitives.ReadInt32LittleEndian(first[8..]),
            // The fifth of six fields of utsname, 65 bytes each.
            Machine = Text(first.Slice(12 + 4 * 65, 65)),
            Status = BinaryPrimitives.ReadInt32LittleEndian(first[424..]),
            BlockSize = BinaryPrimitives.ReadInt32LittleEndian(first[428..]),
            SubHeaderBlocks = BinaryPrimitives.ReadUInt32LittleEndian(first[432..]),
            BitmapBlocks = BinaryPrimitives.ReadUInt32LittleEndian(first[436..]),
            Frames = BinaryPrimitives.ReadUInt32LittleEndian(first[440..]),
        };
        second.Clear();
        if (header.IsDiskdump || source.Read(header.BlockSize, second) == 0)
            return header;
        return header.WithSecond(second);
    }

    KdumpHeader WithSecond(ReadOnlySpan<byte> second)
    {
        int version = Version;
        bool wide = version >= 6;
        KdumpHeader header = this with
        {
            PhysBase = BinaryPrimitives.ReadUInt64LittleEndian(second),
            DumpLevel = version >= 1 ? BinaryPrimitives.ReadInt32LittleEndian(second[8..]) : null,
            IsSplit = version >= 2 && BinaryPrimitives.ReadInt32LittleEndian(second[12..]) != 0,
            StartFrame = BinaryPrimitives.ReadUInt64LittleEndian(second[(wide ? 80 : 16)..]),
            EndFrame = BinaryPrimitives.ReadUInt64LittleEndian(second[(wide ? 88 : 24)..]),
            Frames = wide ? Math.Max(Frames, BinaryPrimitives.ReadUInt64LittleEndian(second[96..])) : Frames,
        };
        if (version >= 3)
            header = header with { VmcoreInfoOffset = BinaryPrimitives.ReadUInt64LittleEndian(second[32..]), VmcoreInfoSize = BinaryPrimitives.ReadUInt64LittleEndian(second[40..]) };
        if (version >= 4)
            header = header with { NotesOffset = BinaryPrimitives.ReadUInt64LittleEndian(second[48..]), NotesSize = BinaryPrimitives.ReadUInt64LittleEndian(second[56..]) };
        return header;
    }

    static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? field : field[..end]);
    }
}
