namespace Stucktrace.Formats.Vmcore.Unpacking;

/// <summary>How a page is packed; the values are the flags of a page descriptor and of the header's status (DUMP_DH_COMPRESSED_* of kdump-compressed).</summary>
[Flags]
enum PageCompression
{
    /// <summary>Not packed.</summary>
    None = 0,

    /// <summary>zlib.</summary>
    Zlib = 1,

    /// <summary>LZO1X.</summary>
    Lzo = 2,

    /// <summary>snappy.</summary>
    Snappy = 4,

    /// <summary>Zstandard.</summary>
    Zstd = 0x20,

    /// <summary>All of them.</summary>
    Known = Zlib | Lzo | Snappy | Zstd,
}
