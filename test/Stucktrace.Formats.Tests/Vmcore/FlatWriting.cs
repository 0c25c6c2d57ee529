using System.Buffers.Binary;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <content>The flattened form, which any other container can be put into.</content>
public sealed partial class DumpWriter
{
    /// <summary>Puts a file into records of a size, in its order or shuffled.</summary>
    public static byte[] Flatten(byte[] file, int recordBytes = 1000, Random? order = null, bool withEnd = true)
    {
        List<(long Offset, byte[] Data)> records = [];
        for (int at = 0; at < file.Length; at += recordBytes)
            records.Add((at, file[at..Math.Min(file.Length, at + recordBytes)]));
        (long Offset, byte[] Data)[] written = [.. records];
        order?.Shuffle(written);
        return FlatRecords(written, withEnd);
    }

    /// <summary>Writes records as they are given.</summary>
    public static byte[] FlatRecords(IEnumerable<(long Offset, byte[] Data)> records, bool withEnd = true)
    {
        using MemoryStream target = new();
        byte[] head = new byte[Block];
        "makedumpfile"u8.CopyTo(head);
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(16), 1);
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(24), 1);
        target.Write(head);
        foreach ((long offset, byte[] data) in records)
        {
            WriteRecordHead(target, offset, data.Length);
            target.Write(data);
        }

        if (withEnd)
            WriteRecordHead(target, -1, -1);
        return target.ToArray();
    }

    static void WriteRecordHead(MemoryStream target, long offset, long size)
    {
        Span<byte> head = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(head, offset);
        BinaryPrimitives.WriteInt64BigEndian(head[8..], size);
        target.Write(head);
    }
}
