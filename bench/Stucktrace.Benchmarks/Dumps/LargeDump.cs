using System.Buffers.Binary;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Benchmarks.Dumps;

/// <summary>Makes a large ELF dump out of a small one: its pages, its vmcoreinfo and notes, and behind them pages that hold nothing of interest.</summary>
static class LargeDump
{
    const int Page = IPhysicalMemory.PageBytes, HeaderBytes = 64, SegmentBytes = 56, FillerSeed = 20261122;

    // Above all memory of the small machine.
    const ulong FillerAddress = 0x1_0000_0000;

    internal static void Write(string from, string to, long size)
    {
        using DumpFile dump = DumpFile.Open([from], ReadLimits.Default, d => Console.Error.WriteLine($"{d.Id} {d.Message.Id}")) ?? throw new InvalidOperationException(from);
        FrameRange[] ranges = [.. dump.PresentFrames()];
        byte[] notes = [.. dump.Notes.SelectMany(Note)];
        using FileStream output = File.Create(to);
        int segments = ranges.Length + 2;
        long notesAt = HeaderBytes + ((long)segments * SegmentBytes), at = (notesAt + notes.Length + Page - 1) / Page * Page;
        byte[] head = new byte[at];
        Header(head, segments);
        Segment(head.AsSpan(HeaderBytes), 4, notesAt, 0, (ulong)notes.Length);
        notes.CopyTo(head.AsSpan((int)notesAt));
        long data = at;
        for (int i = 0; i < ranges.Length; i++)
        {
            Segment(head.AsSpan(HeaderBytes + ((i + 1) * SegmentBytes)), 1, at, ranges[i].First * Page, ranges[i].Count * Page);
            at += (long)ranges[i].Count * Page;
        }

        Segment(head.AsSpan(HeaderBytes + ((segments - 1) * SegmentBytes)), 1, at, FillerAddress, (ulong)(size - at));
        output.Write(head);
        byte[] page = new byte[Page];
        output.Position = data;
        foreach (FrameRange range in ranges)
        {
            for (ulong i = 0; i < range.Count; i++)
            {
                dump.Read((range.First + i) * Page, page);
                output.Write(page);
            }
        }

        byte[] filler = new byte[1 << 20];
        new Random(FillerSeed).NextBytes(filler);
        while (output.Position < size)
            output.Write(filler, 0, (int)Math.Min(filler.Length, size - output.Position));
    }

    static byte[] Note(DumpNote note)
    {
        byte[] name = [.. System.Text.Encoding.ASCII.GetBytes(note.Owner), 0];
        byte[] bytes = new byte[12 + Padded(name.Length) + Padded(note.Content.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), note.Content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), note.Type);
        name.CopyTo(bytes.AsSpan(12));
        note.Content.CopyTo(bytes.AsMemory(12 + Padded(name.Length)));
        return bytes;
    }

    static int Padded(int length) => (length + 3) & ~3;

    // gabi: ELF64, little-endian, ET_CORE, EM_X86_64.
    static void Header(Span<byte> head, int segments)
    {
        ReadOnlySpan<byte> identity = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identity.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head[16..], 4);
        BinaryPrimitives.WriteUInt16LittleEndian(head[18..], 62);
        BinaryPrimitives.WriteUInt32LittleEndian(head[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(head[32..], HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(head[52..], HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(head[54..], SegmentBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(head[56..], checked((ushort)segments));
    }

    static void Segment(Span<byte> entry, uint type, long offset, ulong physical, ulong size)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(entry, type);
        BinaryPrimitives.WriteInt64LittleEndian(entry[8..], offset);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[24..], physical);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[32..], size);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[40..], size);
    }
}
