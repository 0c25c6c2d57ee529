namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>How a synthetic dump packs its pages; the values are the format's flags.</summary>
public enum DumpPacking
{
    None = 0,
    Zlib = 1,
    Lzo = 2,
    Snappy = 4,
    Zstd = 0x20,
}
