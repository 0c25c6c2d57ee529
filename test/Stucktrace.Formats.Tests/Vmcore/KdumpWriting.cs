using System.Buffers.Binary;
using System.Text;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <content>kdump-compressed.</content>
public sealed partial class DumpWriter
{
    /// <summary>Length of the second header by version (makedumpfile's struct kdump_sub_header as it grew).</summary>
    static readonly int[] SecondSizes = [8, 12, 32, 48, 64, 80, 104];

    /// <summary>The dump as one kdump-compressed file.</summary>
    public byte[] Kdump() => Kdump(0, Frames, split: false);

    /// <summary>The dump as parts of a split one, cut at these frames.</summary>
    public List<byte[]> SplitKdump(params ReadOnlySpan<ulong> cuts)
    {
        List<byte[]> parts = [];
        ulong first = 0;
        foreach (ulong cut in (ulong[])[.. cuts, Frames])
        {
            parts.Add(Kdump(first, cut, split: true));
            first = cut;
        }

        return parts;
    }

    byte[] Kdump(ulong first, ulong end, bool split)
    {
        (byte[] notes, int infoAt) = Version >= 4 ? NoteBytes() : ([], 0);
        byte[] text = VmcoreInfo is null ? [] : Encoding.Latin1.GetBytes(VmcoreInfo);
        int notesAt = Block + SecondSizes[Version], textAt = Version >= 4 ? notesAt + infoAt : notesAt;
        int secondEnd = Version >= 4 ? notesAt + notes.Length : notesAt + text.Length, secondBlocks = (secondEnd + Block - 1) / Block - 1;
        int bitmapBlocks = (int)((Frames + Block * 8 - 1) / (Block * 8));
        int bitmapAt = (1 + secondBlocks) * Block, descriptorsAt = bitmapAt + 2 * bitmapBlocks * Block;
        KeyValuePair<ulong, byte[]>[] pages = [.. Pages.Where(p => p.Key >= first && p.Key < end)];
        int at = descriptorsAt + 24 * pages.Length;

        using MemoryStream data = new();
        byte[] descriptors = new byte[24 * pages.Length];
        for (int i = 0; i < pages.Length; i++)
        {
            byte[] packed = PagePacker.Pack(Packing, pages[i].Value);
            bool raw = packed.Length >= Block;
            Span<byte> descriptor = descriptors.AsSpan(24 * i);
            BinaryPrimitives.WriteInt64LittleEndian(descriptor, at + data.Length);
            BinaryPrimitives.WriteInt32LittleEndian(descriptor[8..], raw ? Block : packed.Length);
            BinaryPrimitives.WriteInt32LittleEndian(descriptor[12..], raw ? 0 : (int)Packing);
            data.Write(raw ? pages[i].Value : packed);
        }

        byte[] file = new byte[at + data.Length];
        Span<byte> bytes = file;
        WriteFirst(bytes, secondBlocks, 2 * bitmapBlocks);
        Span<byte> second = new byte[104];
        BinaryPrimitives.WriteUInt64LittleEndian(second, PhysBase);
        BinaryPrimitives.WriteInt32LittleEndian(second[8..], DumpLevel);
        BinaryPrimitives.WriteInt32LittleEndian(second[12..], split ? 1 : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(second[(Version >= 6 ? 80 : 16)..], split ? first : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(second[(Version >= 6 ? 88 : 24)..], split ? end : 0);
        BinaryPrimitives.WriteInt64LittleEndian(second[32..], text.Length == 0 ? 0 : textAt);
        BinaryPrimitives.WriteInt64LittleEndian(second[40..], text.Length);
        BinaryPrimitives.WriteInt64LittleEndian(second[48..], notes.Length == 0 ? 0 : notesAt);
        BinaryPrimitives.WriteInt64LittleEndian(second[56..], notes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(second[96..], Frames);
        second[..SecondSizes[Version]].CopyTo(bytes[Block..]);
        (Version >= 4 ? notes : Version == 3 ? text : []).CopyTo(bytes[notesAt..]);
        foreach (ulong frame in Excluded.Concat(Pages.Keys))
            file[bitmapAt + (int)(frame / 8)] |= (byte)(1 << (int)(frame % 8));
        foreach (ulong frame in Pages.Keys)
            file[bitmapAt + bitmapBlocks * Block + (int)(frame / 8)] |= (byte)(1 << (int)(frame % 8));
        descriptors.CopyTo(bytes[descriptorsAt..]);
        data.ToArray().CopyTo(bytes[at..]);
        return file;
    }

    void WriteFirst(Span<byte> header, int secondBlocks, int bitmapBlocks)
    {
        Encoding.Latin1.GetBytes(Signature, header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        string[] names = ["Linux", "host", "6.1.0", "#1 SMP", Machine, "(none)"];
        for (int i = 0; i < names.Length; i++)
            Encoding.Latin1.GetBytes(names[i], header[(12 + 65 * i)..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[424..], (int)Packing | ExtraStatus);
        BinaryPrimitives.WriteInt32LittleEndian(header[428..], Block);
        BinaryPrimitives.WriteInt32LittleEndian(header[432..], secondBlocks);
        BinaryPrimitives.WriteInt32LittleEndian(header[436..], bitmapBlocks);
        BinaryPrimitives.WriteUInt32LittleEndian(header[440..], (uint)Math.Min(Frames, uint.MaxValue));
        BinaryPrimitives.WriteInt32LittleEndian(header[460..], 1);
    }
}
