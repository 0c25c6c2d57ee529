namespace Stucktrace.Formats.IO;

/// <summary>How a file is packed, by its first bytes.</summary>
public enum Compression
{
    /// <summary>Not packed.</summary>
    None,
    /// <summary>gzip.</summary>
    Gzip,
    /// <summary>xz.</summary>
    Xz,
    /// <summary>Zstandard.</summary>
    Zstd,
    /// <summary>A packing that is recognised and not read: bzip2, LZ4, zip.</summary>
    Unsupported,
}
