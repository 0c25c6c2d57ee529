using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;

namespace Stucktrace.Formats.Vmcore.Extract;

/// <summary>
/// Writes pages as a kdump-compressed file of version 6 with zlib, which crash(8), drgn and this program read (layout: makedumpfile's diskdump_mod.h;
/// docs/formats.md).
/// </summary>
static class KdumpWriter
{
    const int Block = IPhysicalMemory.PageBytes, DescriptorBytes = 24, Zlib = 1, HeaderVersion = 6;
    const int BitmapBits = Block * 8;

    /// <summary>What goes into the headers.</summary>
    /// <param name="Release">Release of the kernel, for the header's utsname.</param>
    /// <param name="PhysBase">phys_base.</param>
    /// <param name="Cpus">Number of CPUs.</param>
    /// <param name="VmcoreInfo">Text of vmcoreinfo, or empty.</param>
    /// <param name="Notes">ELF notes as they are.</param>
    internal readonly record struct Header(string Release, ulong PhysBase, int Cpus, ReadOnlyMemory<byte> VmcoreInfo, ReadOnlyMemory<byte> Notes);

    /// <summary>Writes the file.</summary>
    /// <param name="output">Receives it; must be seekable.</param>
    /// <param name="header">Headers.</param>
    /// <param name="memory">Where the pages come from.</param>
    /// <param name="read">Which pages, and which of their bytes.</param>
    internal static void Write(Stream output, Header header, IPhysicalMemory memory, ReadPages read)
    {
        ulong[] frames = [.. read.Frames];
        ulong last = frames.Length == 0 ? 0 : frames[^1];
        int bitmapBlocks = (int)((last / BitmapBits) + 1);
        int subBlocks = 1 + Blocks(header.VmcoreInfo.Length) + Blocks(header.Notes.Length);
        byte[] exists = new byte[bitmapBlocks * Block], dumped = new byte[bitmapBlocks * Block];
        foreach (ulong frame in frames)
        {
            MemoryState state = memory.StateOf(frame);
            if (state != MemoryState.NoSuchMemory)
                exists[frame / 8] |= (byte)(1 << (int)(frame % 8));
            if (state == MemoryState.Present)
                dumped[frame / 8] |= (byte)(1 << (int)(frame % 8));
        }

        int pages = 0;
        foreach (byte bits in dumped)
            pages += BitOperations.PopCount(bits);
        output.Write(MainHeader(header, subBlocks, bitmapBlocks, last + 1));
        output.Write(SubHeader(header, last + 1));
        Padded(output, header.VmcoreInfo.Span);
        Padded(output, header.Notes.Span);
        output.Write(exists);
        output.Write(dumped);
        WritePages(output, memory, read, frames.Where(f => (dumped[f / 8] >> (int)(f % 8) & 1) != 0), pages);
    }

    static void WritePages(Stream output, IPhysicalMemory memory, ReadPages read, IEnumerable<ulong> frames, int pages)
    {
        long descriptors = output.Position, at = descriptors + ((long)pages * DescriptorBytes);
        byte[] table = new byte[pages * DescriptorBytes];
        using MemoryStream data = new();
        byte[] page = new byte[Block];
        int index = 0;
        foreach (ulong frame in frames)
        {
            memory.Read(frame * Block, page);
            read.Clear(frame, page);
            long start = data.Position;
            using (ZLibStream packer = new(data, CompressionLevel.SmallestSize, leaveOpen: true))
                packer.Write(page);
            bool packed = data.Position - start < Block;
            if (!packed)
            {
                data.Position = start;
                data.SetLength(start);
                data.Write(page);
            }

            Span<byte> descriptor = table.AsSpan(index++ * DescriptorBytes);
            BinaryPrimitives.WriteInt64LittleEndian(descriptor, at + start);
            BinaryPrimitives.WriteInt32LittleEndian(descriptor[8..], (int)(data.Position - start));
            BinaryPrimitives.WriteInt32LittleEndian(descriptor[12..], packed ? Zlib : 0);
        }

        output.Write(table);
        data.Position = 0;
        data.CopyTo(output);
    }

    static byte[] MainHeader(Header header, int subBlocks, int bitmapBlocks, ulong frames)
    {
        byte[] block = new byte[Block];
        "KDUMP   "u8.CopyTo(block);
        Put(block, 8, HeaderVersion);
        const int NameBytes = 65, FirstName = 12;
        Text(block, FirstName, "Linux", NameBytes);
        Text(block, FirstName + (2 * NameBytes), header.Release, NameBytes);
        Text(block, FirstName + (4 * NameBytes), "x86_64", NameBytes);
        Put(block, 424, Zlib);
        Put(block, 428, Block);
        Put(block, 432, subBlocks);
        Put(block, 436, bitmapBlocks * 2);
        Put(block, 440, (int)Math.Min(frames, int.MaxValue));
        Put(block, 460, header.Cpus);
        return block;
    }

    static byte[] SubHeader(Header header, ulong frames)
    {
        byte[] block = new byte[Block];
        BinaryPrimitives.WriteUInt64LittleEndian(block, header.PhysBase);
        // Everything that could be left out was: cache, processes' pages, free pages, and all else that was not read.
        Put(block, 8, 31);
        long info = 2L * Block, notes = info + ((long)Blocks(header.VmcoreInfo.Length) * Block);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(32), header.VmcoreInfo.IsEmpty ? 0 : info);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(40), header.VmcoreInfo.Length);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(48), header.Notes.IsEmpty ? 0 : notes);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(56), header.Notes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(96), frames);
        return block;
    }

    static void Padded(Stream output, ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        output.Write(new byte[(Blocks(bytes.Length) * Block) - bytes.Length]);
    }

    static int Blocks(int bytes) => (bytes + Block - 1) / Block;

    static void Put(byte[] block, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(at), value);

    static void Text(byte[] block, int at, string text, int size)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, size - 1)).CopyTo(block.AsSpan(at));
    }
}
