using Stucktrace.Formats.Packages;

namespace Stucktrace.Reproduction.Guests;

/// <summary>Bounds on what packages and folders with kernels may cost. Reaching one is said.</summary>
public sealed record GuestLimits
{
    /// <summary>The limits that the command line uses.</summary>
    public static GuestLimits Default { get; } = new();

    /// <summary>Bounds on one package.</summary>
    public PackageLimits Package { get; init; } = PackageLimits.Default;

    /// <summary>Largest file that is taken out of a package, in bytes.</summary>
    public int MaxFileBytes { get; init; } = 512 * 1024 * 1024;

    /// <summary>Largest configuration of a kernel that is read, in bytes; Debian's have some 260,000.</summary>
    public int MaxConfigBytes { get; init; } = 4 << 20;

    /// <summary>Most files of a folder with modules that are looked at; Debian's kernels have some 4,000.</summary>
    public int MaxModuleFiles { get; init; } = 100_000;

    /// <summary>Most modules that one guest loads, dependencies included.</summary>
    public int MaxLoadedModules { get; init; } = 256;
}
