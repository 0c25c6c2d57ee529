using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.Log;

/// <summary>The log since 5.10 (kernel/printk/printk_ringbuffer.c): prb leads to descriptors, to their printk_info, and to the ring of text.</summary>
static class DescriptorLogReader
{
    const int MostBits = 28;

    internal static DumpedLog? Read(KernelReader reader, ulong prb)
    {
        const string Ring = "printk_ringbuffer";
        if (reader.Memory.Number(prb) is not (> 0 and { } ring))
            return NotFound(reader, prb);
        ulong? bits = reader.Field(ring, Ring, "desc_ring.count_bits"), textBits = reader.Field(ring, Ring, "text_data_ring.size_bits");
        ulong? descriptors = reader.Field(ring, Ring, "desc_ring.descs"), infos = reader.Field(ring, Ring, "desc_ring.infos"), text = reader.Field(ring, Ring, "text_data_ring.data");
        // The two counters are atomic_long_t, which hold their number in a member counter.
        ulong? tail = Counter(reader, ring, "desc_ring.tail_id"), head = Counter(reader, ring, "desc_ring.head_id");
        if (bits is not <= MostBits || textBits is not <= MostBits || descriptors is null || infos is null || text is null || tail is null || head is null || LayoutOf(reader) is not { } layout)
            return NotFound(reader, ring);
        long count = 1L << (int)bits, textBytes = 1L << (int)textBits;
        if (count * Math.Max(layout.DescriptorSize, layout.InfoSize) > reader.Limits.MaxKernelLogBytes || textBytes > reader.Limits.MaxKernelLogBytes)
            return NotFound(reader, ring);
        DescriptorLog log = new(
            LogBytes.Read(reader, descriptors.Value, (int)(count * layout.DescriptorSize)),
            LogBytes.Read(reader, infos.Value, (int)(count * layout.InfoSize)),
            LogBytes.Read(reader, text.Value, (int)textBytes),
            layout);
        (ImmutableArray<DumpedLogRecord> records, ImmutableArray<DamagedRecord> damaged) = log.Records(tail.Value, head.Value);
        if (!damaged.IsEmpty)
            reader.Report("VMC0835", Message.Of("machine.0835", damaged.Length, damaged[0].Id, Message.Of(damaged[0].Reason)));
        return new DumpedLog(DumpedLogFormat.Descriptors, records, damaged.Length);
    }

    static DumpedLog? NotFound(KernelReader reader, ulong ring)
    {
        reader.Report("VMC0836", Message.Of("machine.0836", Hexadecimal.Address(ring)));
        return null;
    }

    static ulong? Counter(KernelReader reader, ulong ring, string path) => reader.Offset("printk_ringbuffer", path) is { } offset ? reader.Memory.Number(ring + offset) : null;

    static DescriptorLog.Layout? LayoutOf(KernelReader reader)
    {
        if (reader.SizeOf("prb_desc") is not (> 0 and < 4096 and { } descriptor) || reader.SizeOf("printk_info") is not (> 0 and < 4096 and { } info))
            return null;
        int? state = At("prb_desc", "state_var", descriptor - 8), begin = At("prb_desc", "text_blk_lpos.begin", descriptor - 8), next = At("prb_desc", "text_blk_lpos.next", descriptor - 8);
        int? sequence = At("printk_info", "seq", info - 8), time = At("printk_info", "ts_nsec", info - 8), length = At("printk_info", "text_len", info - 4);
        if (state is null || begin is null || next is null || sequence is null || time is null || length is null)
            return null;
        // flags and level share the byte behind facility, which follows the length of the text.
        return new DescriptorLog.Layout((int)descriptor, state.Value, begin.Value, next.Value, (int)info, sequence.Value, time.Value, length.Value, At("printk_info", "facility", info - 2) ?? length.Value + 2, At("printk_info", "caller_id", info - 4) ?? -1);

        // An offset that leaves room for the field, whatever the dump's types say.
        int? At(string structure, string path, long most) => reader.Place(structure, path) is { Offset: >= 0 and var offset } && offset <= most ? (int)offset : null;
    }
}
