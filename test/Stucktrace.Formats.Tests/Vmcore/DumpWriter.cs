using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>
/// Writes synthetic dumps: physical pages, notes and vmcoreinfo in, any container out. What is made lies in memory, a few thousand pages at most.
/// </summary>
public sealed partial class DumpWriter
{
    const int Block = 4096;

    /// <summary>Pages in the dump by frame (physical address / 4096), 4096 bytes each.</summary>
    public SortedDictionary<ulong, byte[]> Pages { get; } = [];

    /// <summary>Frames of memory that was left out of the dump.</summary>
    public SortedSet<ulong> Excluded { get; } = [];

    /// <summary>Notes beside that of vmcoreinfo, in order.</summary>
    public List<(string Owner, uint Type, byte[] Content)> Notes { get; } = [];

    /// <summary>Text of vmcoreinfo, or null for a dump without.</summary>
    public string? VmcoreInfo { get; set; }

    /// <summary>Container version of kdump-compressed: 1 to 6.</summary>
    public int Version { get; set; } = 6;

    public DumpPacking Packing { get; set; }

    /// <summary>phys_base in the second header of kdump-compressed.</summary>
    public ulong PhysBase { get; set; }

    public int DumpLevel { get; set; } = 31;

    /// <summary>Further bits of the status: 8 is an incomplete dump.</summary>
    public int ExtraStatus { get; set; }

    public string Signature { get; set; } = "KDUMP   ";

    public string Machine { get; set; } = "x86_64";

    /// <summary>Frame behind the last one of the machine; never less than the pages need.</summary>
    public ulong Frames { get => Math.Max(field, Math.Max(Pages.Count == 0 ? 0 : Pages.Keys.Last() + 1, Excluded.Count == 0 ? 0 : Excluded.Max + 1)); set; }

    /// <summary>The page of a frame, made of zeroes when it is new.</summary>
    public byte[] Page(ulong frame)
    {
        if (!Pages.TryGetValue(frame, out byte[]? page))
            Pages.Add(frame, page = new byte[Block]);
        return page;
    }

    /// <summary>Puts bytes at a physical address, over as many pages as they span.</summary>
    public void Put(ulong address, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int offset = (int)(address % Block), count = Math.Min(bytes.Length, Block - offset);
            bytes[..count].CopyTo(Page(address / Block).AsSpan(offset));
            bytes = bytes[count..];
            address += (ulong)count;
        }
    }

    /// <summary>Puts a little-endian number at a physical address.</summary>
    public void Put<T>(ulong address, T value)
        where T : IBinaryInteger<T>
    {
        Span<byte> bytes = stackalloc byte[16];
        Put(address, bytes[..value.WriteLittleEndian(bytes)]);
    }

    /// <summary>All notes as they lie in a file, vmcoreinfo last; and where in it its text begins.</summary>
    (byte[] Bytes, int InfoAt) NoteBytes()
    {
        List<byte> bytes = [];
        foreach ((string owner, uint type, byte[] content) in Notes)
            AddNote(bytes, owner, type, content);
        if (VmcoreInfo is null)
            return ([.. bytes], 0);
        byte[] text = Encoding.Latin1.GetBytes(VmcoreInfo);
        AddNote(bytes, "VMCOREINFO", 0, text);
        return ([.. bytes], bytes.Count - Padded(text.Length));
    }

    static void AddNote(List<byte> bytes, string owner, uint type, byte[] content)
    {
        byte[] note = new byte[12 + Padded(owner.Length + 1) + Padded(content.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(note, owner.Length + 1);
        BinaryPrimitives.WriteInt32LittleEndian(note.AsSpan(4), content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(note.AsSpan(8), type);
        Encoding.Latin1.GetBytes(owner, note.AsSpan(12));
        content.CopyTo(note.AsSpan(12 + Padded(owner.Length + 1)));
        bytes.AddRange(note);
    }

    static int Padded(int size) => (size + 3) & ~3;
}
