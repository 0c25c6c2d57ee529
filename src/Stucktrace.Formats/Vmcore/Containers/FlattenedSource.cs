using System.Buffers.Binary;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>
/// What a flattened file unfolds to (makedumpfile -F, and QEMU when it writes to a pipe). Behind 4096 bytes of header come records, each with its place, its
/// size (both big-endian) and its bytes, in any order; a later one writes over an earlier one. Only the places are read when it is opened.
/// </summary>
sealed class FlattenedSource : ByteSource
{
    const int HeaderBytes = 4096, RecordHeadBytes = 16;

    readonly ByteSource _file;
    readonly ExtentMap _map;

    FlattenedSource(ByteSource file, ExtentMap map, bool cut) => (_file, _map, IsCut) = (file, map, cut);

    public override string Path => _file.Path;

    public override long Length => (long)_map.End;

    public override bool IsCut { get; }

    /// <summary>True when a file begins like a flattened one.</summary>
    public static bool IsOne(ReadOnlySpan<byte> head) => head.StartsWith("makedumpfile\0\0\0\0"u8);

    /// <summary>Reads the places of all records.</summary>
    public static FlattenedSource Open(ByteSource file, ReadLimits limits, Action<InputDiagnostic> report)
    {
        Span<byte> head = stackalloc byte[32];
        head.Clear();
        _ = file.Read(0, head);
        long type = BinaryPrimitives.ReadInt64BigEndian(head[16..]), version = BinaryPrimitives.ReadInt64BigEndian(head[24..]);
        if (type != 1 || version != 1)
            report(new InputDiagnostic("VMC0301", Message.Of("vmc.0301", type, version), Offset: 16));
        List<Extent> records = [];
        bool whole = ReadPlaces(file, limits, report, records);
        return new FlattenedSource(file, new ExtentMap(records), !whole);
    }

    /// <summary>Goes from record to record.</summary>
    /// <returns>True when the end mark was found.</returns>
    static bool ReadPlaces(ByteSource file, ReadLimits limits, Action<InputDiagnostic> report, List<Extent> records)
    {
        Span<byte> head = stackalloc byte[RecordHeadBytes];
        for (long at = HeaderBytes; ;)
        {
            if (!file.TryRead(at, head))
            {
                report(new InputDiagnostic("VMC0302", Message.Of("vmc.0302", at), Offset: at));
                return false;
            }

            long target = BinaryPrimitives.ReadInt64BigEndian(head), size = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
            if (target == -1 && size == -1)
                return true;
            if (target < 0 || size < 0 || target > long.MaxValue - size)
            {
                report(new InputDiagnostic("VMC0303", Message.Of("vmc.0303", at, target, size), Offset: at));
                return false;
            }

            if (records.Count >= limits.MaxFlatRecords)
            {
                report(new InputDiagnostic("VMC0304", Message.Of("vmc.0304", limits.MaxFlatRecords), Offset: at));
                return false;
            }

            at += RecordHeadBytes;
            long there = Math.Clamp(file.Length - at, 0, size);
            if (there > 0)
                records.Add(new Extent((ulong)target, (ulong)there, at, records.Count));
            // A record that goes beyond the end of the file leads to the message on a missing end mark, with this very place.
            at = there < size ? file.Length : at + size;
        }
    }

    /// <summary>Between the records of a whole file are zeroes, as the seeking writer would have left them; of a cut one nothing is known there.</summary>
    public override int Read(long offset, Span<byte> into)
    {
        if (offset < 0 || offset >= Length)
            return 0;
        into = into[..(int)Math.Min(into.Length, Length - offset)];
        int done = 0;
        for (int i = _map.FirstEndingAfter((ulong)offset); done < into.Length; i++)
        {
            Extent extent = _map.Extents[i];
            ulong place = (ulong)offset + (ulong)done;
            if (extent.Target > place)
            {
                if (IsCut)
                    return done;
                int hole = (int)Math.Min((ulong)(into.Length - done), extent.Target - place);
                into.Slice(done, hole).Clear();
                done += hole;
                place += (ulong)hole;
            }

            int count = (int)Math.Min((ulong)(into.Length - done), extent.End - place);
            int read = count == 0 ? 0 : _file.Read(extent.At + (long)(place - extent.Target), into.Slice(done, count));
            done += read;
            if (read < count)
                return done;
        }

        return done;
    }

    public override void Dispose() => _file.Dispose();
}
