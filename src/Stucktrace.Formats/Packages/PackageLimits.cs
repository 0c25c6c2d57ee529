namespace Stucktrace.Formats.Packages;

/// <summary>Bounds on what a package may cost. Reaching one ends the reading, and is said.</summary>
public sealed record PackageLimits
{
    /// <summary>The limits that the command line uses.</summary>
    public static PackageLimits Default { get; } = new();

    /// <summary>Most entries of one package; kernel packages have some 5,000 to 10,000.</summary>
    public int MaxEntries { get; init; } = 200_000;

    /// <summary>Most bytes that one package may unpack to; Debian's kernel 6.1 has 400 MiB.</summary>
    public long MaxUnpackedBytes { get; init; } = 8L << 30;

    /// <summary>Longest path of an entry, in bytes; PATH_MAX of Linux.</summary>
    public int MaxPathBytes { get; init; } = 4096;

    /// <summary>Most bytes of an RPM's headers; a kernel's hold some MiB of file lists.</summary>
    public int MaxRpmHeaderBytes { get; init; } = 64 << 20;

    /// <summary>Most members of a Debian package; there are three or four.</summary>
    public int MaxDebMembers { get; init; } = 64;
}
