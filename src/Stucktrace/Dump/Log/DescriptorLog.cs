using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Stucktrace.Dump.Log;

/// <summary>The three parts of a log since 5.10, and how its records are taken from them (kernel/printk/printk_ringbuffer.c).</summary>
/// <param name="descriptors">Array of struct prb_desc; a power of two of them.</param>
/// <param name="infos">Array of struct printk_info, as many.</param>
/// <param name="text">The ring of text; its size is a power of two.</param>
/// <param name="layout">Layouts.</param>
sealed class DescriptorLog(byte[] descriptors, byte[] infos, byte[] text, DescriptorLog.Layout layout)
{
    // DESC_FLAGS_SHIFT: the upper two bits of state_var are the state, the rest is the id.
    const int StateShift = 62;
    const ulong IdMask = (1UL << StateShift) - 1;

    // desc_committed, desc_finalized. desc_reserved (0) is being written, desc_reusable (3) was.
    const ulong Committed = 1, Finalized = 2;

    // NO_LPOS (EMPTY_LINE_LPOS since 6.11) in both positions: a record without text. FAILED_LPOS (1): there was no room for it.
    const ulong NoText = 3;
    const int IdBytes = 8;

    /// <summary>Offsets in struct prb_desc and struct printk_info.</summary>
    /// <param name="DescriptorSize">Bytes of a descriptor.</param>
    /// <param name="State">state_var.</param>
    /// <param name="Begin">text_blk_lpos.begin.</param>
    /// <param name="Next">text_blk_lpos.next.</param>
    /// <param name="InfoSize">Bytes of a printk_info.</param>
    /// <param name="Sequence">seq.</param>
    /// <param name="Time">ts_nsec.</param>
    /// <param name="TextLength">text_len.</param>
    /// <param name="Facility">facility.</param>
    /// <param name="Caller">caller_id; negative when there is none.</param>
    internal readonly record struct Layout(int DescriptorSize, int State, int Begin, int Next, int InfoSize, int Sequence, int Time, int TextLength, int Facility, int Caller);

    /// <summary>The records from the oldest to the newest.</summary>
    /// <param name="tail">Id of the oldest descriptor.</param>
    /// <param name="head">Id of the newest.</param>
    internal (ImmutableArray<DumpedLogRecord> Records, ImmutableArray<DamagedRecord> Damaged) Records(ulong tail, ulong head)
    {
        ImmutableArray<DumpedLogRecord>.Builder records = ImmutableArray.CreateBuilder<DumpedLogRecord>();
        ImmutableArray<DamagedRecord>.Builder damaged = ImmutableArray.CreateBuilder<DamagedRecord>();
        ulong count = (ulong)(descriptors.Length / layout.DescriptorSize);
        ulong wanted = Math.Min(((head - tail) & IdMask) + 1, count);
        for (ulong i = 0; i < wanted; i++)
        {
            ulong id = (tail + i) & IdMask;
            (DumpedLogRecord? record, string? reason) = Record(id, (int)(id & (count - 1)));
            if (record is not null)
                records.Add(record);
            else if (reason is not null)
                damaged.Add(new DamagedRecord(id, reason));
        }

        return (records.ToImmutable(), damaged.ToImmutable());
    }

    (DumpedLogRecord? Record, string? Reason) Record(ulong id, int index)
    {
        int descriptor = index * layout.DescriptorSize, info = index * layout.InfoSize;
        ulong state = Word(descriptors, descriptor + layout.State);
        if ((state & IdMask) != id)
            return (null, "machine.log.other-id");
        if (state >> StateShift is not (Committed or Finalized))
            // The tail of a log that never filled is reusable from the start; one in the middle of writing is lost.
            return (null, state >> StateShift == 0 ? "machine.log.unfinished" : null);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(infos.AsSpan(info + layout.TextLength));
        (ReadOnlyMemory<byte>? words, string? reason) = Text(id, Word(descriptors, descriptor + layout.Begin), Word(descriptors, descriptor + layout.Next), length);
        if (words is not { } found)
            return (null, reason);
        return (new DumpedLogRecord
        {
            Sequence = Word(infos, info + layout.Sequence),
            Nanoseconds = Word(infos, info + layout.Time),
            Level = infos[info + layout.Facility + 1] >> 5,
            Facility = infos[info + layout.Facility],
            Caller = layout.Caller < 0 ? null : BinaryPrimitives.ReadUInt32LittleEndian(infos.AsSpan(info + layout.Caller)),
            Text = found,
        }, null);
    }

    (ReadOnlyMemory<byte>? Text, string? Reason) Text(ulong id, ulong begin, ulong next, int length)
    {
        if ((begin & 1) != 0 && (next & 1) != 0)
            return begin == NoText && next == NoText ? (ReadOnlyMemory<byte>.Empty, null) : (null, "machine.log.no-room");
        // A block that would cross the end of the ring begins anew at its start.
        ulong mask = (ulong)text.Length - 1, start = begin & mask, end = next & mask;
        if (begin / (ulong)text.Length != (next - 1) / (ulong)text.Length)
            start = 0;
        else if (end == 0)
            end = (ulong)text.Length;
        if (end < start + IdBytes)
            return (null, "machine.log.bad-block");
        if (Word(text, (int)start) != id)
            return (null, "machine.log.other-text");
        int most = (int)(end - start) - IdBytes;
        return (text.AsMemory((int)start + IdBytes, Math.Min(length, most)), null);
    }

    static ulong Word(byte[] bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
}
