using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.Packages;

/// <summary>The archive inside a package, unpacked while it is read.</summary>
static class PackedArchive
{
    const int HeadLength = 8;

    /// <summary>Unpacks and reads.</summary>
    /// <param name="packed">The packed bytes.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="read">Reads the unpacked bytes.</param>
    /// <returns>What the reader says, or why the bytes could not be unpacked that far.</returns>
    public static Message? Read(Stream packed, PackageLimits limits, Func<Stream, Message?> read)
    {
        byte[] head = new byte[HeadLength];
        int length = ArchiveParts.Fill(packed, head);
        Compression compression = ContentSniffer.CompressionOf(head);
        PrefixedStream whole = new(head[..length], packed);
        if (compression == Compression.None)
        {
            using EntryStream bounded = new(whole, limits.MaxUnpackedBytes);
            return read(bounded);
        }

        using ArchiveStream archive = ArchiveStream.Open(whole, compression, ReadLimits.Default with { MaxDecompressedBytes = limits.MaxUnpackedBytes });
        Message? problem = read(archive);
        // What ended the data early says more than that it ended.
        return problem is not null && archive.Problem is { } cause ? cause.Message : problem;
    }
}
