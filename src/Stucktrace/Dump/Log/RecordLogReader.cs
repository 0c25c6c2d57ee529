using System.Buffers.Binary;
using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Dump.Log;

/// <summary>
/// The log from 3.5 to 5.9 (kernel/printk/printk.c): records in log_buf from log_first_idx up to log_next_idx, each a header (struct log, printk_log since
/// 3.11), its text and its dictionary; a header with length 0 says that the next record is at the start of the buffer.
/// </summary>
static class RecordLogReader
{
    // LOG_NEWLINE, LOG_PREFIX, LOG_CONT: the line ends with this record, it begins a line, it is a piece of one.
    const int Newline = 2, HasPrefix = 4, Piece = 8;

    /// <summary>Where the fields of a record's header lie.</summary>
    /// <param name="Size">Bytes of the header.</param>
    /// <param name="Time">ts_nsec.</param>
    /// <param name="Length">len.</param>
    /// <param name="TextLength">text_len.</param>
    /// <param name="Facility">facility; the byte behind it has flags in its lower five bits and the level above.</param>
    /// <param name="Caller">caller_id, or null: it is there with CONFIG_PRINTK_CALLER only.</param>
    /// <param name="JoinsPieces">True up to 4.9, where pieces of a line are records of their own.</param>
    internal readonly record struct Layout(int Size, int Time, int Length, int TextLength, int Facility, int? Caller, bool JoinsPieces)
    {
        internal bool IsSane => Size is > 0 and <= 256 && Time <= Size - 8 && Length <= Size - 2 && TextLength <= Size - 2 && Facility <= Size - 2 && (Caller ?? 0) <= Size - 4;
    }

    internal static DumpedLog? Read(KernelReader reader)
    {
        ulong? buffer = reader.Variable("log_buf"), length = reader.Variable("log_buf_len", 4), first = reader.Variable("log_first_idx", 4), next = reader.Variable("log_next_idx", 4);
        if (buffer is not > 0 || length is not > 0 || first is null || next is null || length > (ulong)reader.Limits.MaxKernelLogBytes || first >= length || next > length)
        {
            reader.Report("VMC0832", Message.Of("machine.0832", Hexadecimal.Address(buffer ?? 0), length));
            return null;
        }

        Layout layout = LayoutOf(reader);
        if (!layout.IsSane)
        {
            reader.Report("VMC0837", Message.Of("machine.0837"));
            return null;
        }

        byte[] bytes = LogBytes.Read(reader, buffer.Value, (int)length.Value);
        (ImmutableArray<DumpedLogRecord> records, int? damagedAt) = Records(bytes, (int)first.Value, (int)next.Value, reader.Variable("log_first_seq") ?? 0, layout);
        if (damagedAt is { } at)
            reader.Report("VMC0834", Message.Of("machine.0834", at, records.Length));
        return new DumpedLog(DumpedLogFormat.Records, records, damagedAt is null ? 0 : 1);
    }

    static Layout LayoutOf(KernelReader reader)
    {
        string name = reader.SizeOf("printk_log") is not null || reader.Has("printk_log", "ts_nsec") ? "printk_log" : "log";
        int? caller = (int?)reader.Offset(name, "caller_id");
        return new Layout(
            (int)(reader.SizeOf(name) is > 0 and <= 256 and { } size ? size : caller is null ? 16 : 24),
            (int)(reader.Offset(name, "ts_nsec") ?? 0),
            (int)(reader.Offset(name, "len") ?? 8),
            (int)(reader.Offset(name, "text_len") ?? 10),
            (int)(reader.Offset(name, "facility") ?? 14),
            caller,
            KernelRelease.Parse(reader.Kernel.Release)?.AtLeast(4, 10) == false);
    }

    /// <summary>The records of a buffer.</summary>
    /// <param name="buffer">The whole buffer.</param>
    /// <param name="first">Where the oldest record begins.</param>
    /// <param name="next">Where the next one would begin.</param>
    /// <param name="sequence">Number of the oldest.</param>
    /// <param name="layout">Layout of a header.</param>
    /// <returns>The records up to the first that is damaged, and where that is.</returns>
    internal static (ImmutableArray<DumpedLogRecord> Records, int? DamagedAt) Records(byte[] buffer, int first, int next, ulong sequence, Layout layout)
    {
        ImmutableArray<DumpedLogRecord>.Builder records = ImmutableArray.CreateBuilder<DumpedLogRecord>();
        int at = first, before = Newline;
        // Every record moves on and the buffer is passed once: from the first to its end, then from its start to the next one.
        bool wrapped = false, empty = first == next;
        while (!empty && (at != next || (!wrapped && first > next)))
        {
            if (at > buffer.Length - layout.Size || Number(buffer, at + layout.Length, 2) == 0)
            {
                if (wrapped || at < next)
                    return (records.ToImmutable(), at);
                (at, wrapped) = (0, true);
                continue;
            }

            int length = (int)Number(buffer, at + layout.Length, 2), text = (int)Number(buffer, at + layout.TextLength, 2);
            if (length < layout.Size + text || length > buffer.Length - at || (at < next && at + length > next))
                return (records.ToImmutable(), at);
            int word = buffer[at + layout.Facility + 1], flags = word & 31;
            records.Add(Record(buffer, at, text, sequence++, word, layout) with
            {
                Continues = layout.JoinsPieces && Continues(before, flags),
                LeavesOpen = layout.JoinsPieces && (flags & Piece) != 0 && (flags & Newline) == 0,
            });
            before = flags;
            at += length;
        }

        return (records.ToImmutable(), null);
    }

    static DumpedLogRecord Record(byte[] buffer, int at, int text, ulong sequence, int word, Layout layout) => new()
    {
        Sequence = sequence,
        Nanoseconds = Number(buffer, at + layout.Time, 8),
        Level = word >> 5,
        Facility = buffer[at + layout.Facility],
        Caller = layout.Caller is { } caller ? (uint)Number(buffer, at + caller, 4) : null,
        Text = buffer.AsMemory(at + layout.Size, text),
    };

    // As msg_print_text() of 3.5 to 4.9 decides whether the time is printed.
    static bool Continues(int before, int flags) =>
        ((before & Piece) != 0 && (flags & HasPrefix) == 0) || ((flags & Piece) != 0 && (before & Piece) != 0 && (before & Newline) == 0);

    static ulong Number(ReadOnlySpan<byte> buffer, int at, int bytes) => bytes switch
    {
        2 => BinaryPrimitives.ReadUInt16LittleEndian(buffer[at..]),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(buffer[at..]),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(buffer[at..]),
    };
}
