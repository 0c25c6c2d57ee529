using System.Globalization;

namespace Stucktrace.Formats.Vmcore.Types;

/// <summary>The few layouts that vmcoreinfo tells: OFFSET(structure.field) and SIZE(structure).</summary>
sealed class InfoTypes(VmcoreInfo info) : IKernelTypes
{
    // No struct of any kernel is larger; what is beyond is damaged.
    const long LargestStruct = 16 << 20;

    // vmcoreinfo tells no sizes of fields. These are those of the kernel's log, which is read from dumps without other types too: struct printk_log in
    // kernel/printk/printk.c (struct log before 3.11), kernel/printk/printk_ringbuffer.h since 5.10.
    static readonly Dictionary<string, int> Sizes = new(StringComparer.Ordinal)
    {
        ["log.ts_nsec"] = 8,
        ["log.len"] = 2,
        ["log.text_len"] = 2,
        ["log.dict_len"] = 2,
        ["printk_log.ts_nsec"] = 8,
        ["printk_log.len"] = 2,
        ["printk_log.text_len"] = 2,
        ["printk_log.dict_len"] = 2,
        ["prb_desc_ring.count_bits"] = 4,
        ["prb_desc_ring.descs"] = 8,
        ["prb_desc_ring.infos"] = 8,
        ["prb_desc_ring.head_id"] = 8,
        ["prb_desc_ring.tail_id"] = 8,
        ["prb_desc.state_var"] = 8,
        ["prb_data_blk_lpos.begin"] = 8,
        ["prb_data_blk_lpos.next"] = 8,
        ["prb_data_ring.size_bits"] = 4,
        ["prb_data_ring.data"] = 8,
        ["prb_data_ring.head_lpos"] = 8,
        ["prb_data_ring.tail_lpos"] = 8,
        ["printk_info.seq"] = 8,
        ["printk_info.ts_nsec"] = 8,
        ["printk_info.text_len"] = 2,
        ["printk_info.caller_id"] = 4,
        ["list_head.next"] = 8,
        ["list_head.prev"] = 8,
        ["vmap_area.va_start"] = 8,
    };

    // The structs within structs among them.
    static readonly Dictionary<string, string> Inner = new(StringComparer.Ordinal)
    {
        ["printk_ringbuffer.desc_ring"] = "prb_desc_ring",
        ["printk_ringbuffer.text_data_ring"] = "prb_data_ring",
        ["prb_desc.text_blk_lpos"] = "prb_data_blk_lpos",
    };

    public FieldPlace? Field(string structure, string path)
    {
        int dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return Offset(structure, path) is { } offset ? new FieldPlace(offset, Sizes.GetValueOrDefault($"{structure}.{path}"), LayoutSource.VmcoreInfo) : null;
        string outer = path[..dot];
        return Inner.TryGetValue($"{structure}.{outer}", out string? type) && Offset(structure, outer) is { } start && Field(type, path[(dot + 1)..]) is { } inner
            ? inner with { Offset = start + inner.Offset } : null;
    }

    long? Offset(string structure, string field) => info.Offset($"{structure}.{field}") is >= 0 and < LargestStruct and var offset ? offset : null;

    public long? SizeOf(string structure) => info.Size(structure) is > 0 and < LargestStruct and var size ? size : null;

    /// <summary>Names of the symbols that vmcoreinfo tells.</summary>
    internal static IEnumerable<string> Symbols(VmcoreInfo info)
    {
        const string Key = "SYMBOL(";
        foreach (string line in info.Text.Split('\n'))
        {
            int close = line.IndexOf(")=", StringComparison.Ordinal);
            if (close > Key.Length && line.StartsWith(Key, StringComparison.Ordinal))
                yield return line[Key.Length..close];
        }
    }

    /// <summary>Every offset that vmcoreinfo tells.</summary>
    internal static IEnumerable<(string Structure, string Field, long Offset)> Offsets(VmcoreInfo info)
    {
        foreach (string line in info.Text.Split('\n'))
        {
            int dot = line.IndexOf('.', StringComparison.Ordinal), close = line.IndexOf(")=", StringComparison.Ordinal);
            if (line.StartsWith("OFFSET(", StringComparison.Ordinal) && dot > 0 && close > dot && long.TryParse(line.AsSpan(close + 2), NumberStyles.None, CultureInfo.InvariantCulture, out long offset))
                yield return (line["OFFSET(".Length..dot], line[(dot + 1)..close], offset);
        }
    }
}
