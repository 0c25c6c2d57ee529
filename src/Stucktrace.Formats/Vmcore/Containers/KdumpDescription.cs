using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats.Vmcore.Unpacking;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>Says in a line what a kdump-compressed dump is: the terms are those of the format, in every language.</summary>
static class KdumpDescription
{
    public static string Of(ImmutableArray<KdumpPart> parts)
    {
        KdumpHeader header = parts[0].Header;
        List<string> words = [string.Create(CultureInfo.InvariantCulture, $"{(header.IsDiskdump ? "diskdump" : "kdump-compressed")} version {header.Version}")];
        words.Add(header.Compression switch
        {
            PageCompression.None => "not packed",
            PageCompression.Zlib => "zlib",
            PageCompression.Lzo => "LZO",
            PageCompression.Snappy => "snappy",
            PageCompression.Zstd => "zstd",
            _ => "mixed",
        });
        if (parts[0].Source is FlattenedSource)
            words.Add("flattened");
        if (header.IsSplit)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{parts.Length} part{(parts.Length == 1 ? "" : "s")}"));
        if (header.IsIncomplete)
            words.Add("incomplete");
        return string.Join(", ", words);
    }
}
