namespace Stucktrace.Reproduction.Guests;

/// <summary>Bounds on what packages and folders with kernels may cost. Reaching one is said, and what was read so far is not used.</summary>
public sealed record GuestLimits
{
    /// <summary>The limits that the command line uses.</summary>
    public static GuestLimits Default { get; } = new();

    /// <summary>Most entries of one package; Debian's kernel images have some 5,000, Red Hat's some 7,000.</summary>
    public int MaxEntries { get; init; } = 200_000;

    /// <summary>Most bytes that one package may unpack to; Debian's 6.1 image has 400 MiB.</summary>
    public long MaxUnpackedBytes { get; init; } = 8L * 1024 * 1024 * 1024;

    /// <summary>Largest file that is taken out of a package, in bytes.</summary>
    public int MaxFileBytes { get; init; } = 512 * 1024 * 1024;

    /// <summary>Longest path in a package, in bytes.</summary>
    public int MaxPathBytes { get; init; } = 4096;

    /// <summary>Most files of a folder with modules that are looked at.</summary>
    public int MaxModuleFiles { get; init; } = 100_000;

    /// <summary>Most modules that one guest loads, dependencies included.</summary>
    public int MaxLoadedModules { get; init; } = 256;
}
