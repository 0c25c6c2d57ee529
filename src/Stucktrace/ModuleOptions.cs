using Stucktrace.Formats;

namespace Stucktrace;

/// <summary>Settings of an examination of a module.</summary>
public sealed record ModuleOptions
{
    /// <summary>Bounds on what hostile input may cost.</summary>
    public ReadLimits Limits { get; init; } = ReadLimits.Default;

    /// <summary>Files with symbols or types of the kernel: vmlinux, vmlinuz, System.map, raw BTF.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];
}
