namespace Stucktrace.Formats.Vmcore.Unpacking;

/// <summary>Unpacks single pages, each packed on its own.</summary>
static class PageDecoder
{
    /// <summary>Unpacks a page.</summary>
    /// <param name="compression">How it is packed.</param>
    /// <param name="packed">The packed bytes.</param>
    /// <param name="page">Receives the page.</param>
    /// <returns>True when exactly one page came out.</returns>
    public static bool Unpack(PageCompression compression, ReadOnlySpan<byte> packed, Span<byte> page) => page.Length == compression switch
    {
        PageCompression.None => Copy(packed, page),
        PageCompression.Zlib => ZlibPage.Unpack(packed, page),
        PageCompression.Lzo => Lzo1x.Unpack(packed, page),
        PageCompression.Snappy => Snappy.Unpack(packed, page),
        PageCompression.Zstd => ZstdPage.Unpack(packed, page),
        _ => -1,
    };

    static int Copy(ReadOnlySpan<byte> packed, Span<byte> page)
    {
        if (packed.Length != page.Length)
            return -1;
        packed.CopyTo(page);
        return packed.Length;
    }
}
