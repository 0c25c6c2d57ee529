using System.Collections.Immutable;

namespace Stucktrace.Formats.Elf;

/// <summary>What a module says of itself in .modinfo: <c>key=value</c> strings.</summary>
/// <param name="Entries">All of them, in the order of the file.</param>
public sealed record ModuleInfo(ImmutableArray<KeyValuePair<string, string>> Entries)
{
    /// <summary>License, such as <c>GPL</c> or <c>Proprietary</c>; the first when several are stated.</summary>
    public string? License => First("license");

    /// <summary>Version of the module.</summary>
    public string? Version => First("version");

    /// <summary>Hash over its sources, as kbuild computes it.</summary>
    public string? SourceVersion => First("srcversion");

    /// <summary>Authors.</summary>
    public ImmutableArray<string> Authors => [.. All("author")];

    /// <summary>What it is for.</summary>
    public string? Description => First("description");

    /// <summary>Names of the modules that it needs.</summary>
    public ImmutableArray<string> Depends => [.. (First("depends") ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Name of the module (kernels since 4.13 write it).</summary>
    public string? Name => First("name");

    /// <summary>True when it was built as part of the kernel's own tree.</summary>
    public bool IsInTree => First("intree") is "Y";

    /// <summary>True when it was built to resist Spectre v2 with retpolines.</summary>
    public bool HasRetpolines => First("retpoline") is "Y";

    /// <summary>What kernel it was built for, or null.</summary>
    public Vermagic? Vermagic => field ??= First("vermagic") is { } text ? Vermagic.Parse(text) : null;

    /// <summary>True when the license is one that the kernel takes for GPL-compatible (include/linux/license.h).</summary>
    public bool IsGplCompatible => License is "GPL" or "GPL v2" or "GPL and additional rights" or "Dual BSD/GPL" or "Dual MIT/GPL" or "Dual MPL/GPL";

    /// <summary>First value of a key, or null.</summary>
    /// <param name="key">Key.</param>
    public string? First(string key)
    {
        foreach ((string name, string value) in Entries)
        {
            if (name.Equals(key, StringComparison.Ordinal))
                return value;
        }

        return null;
    }

    /// <summary>All values of a key.</summary>
    /// <param name="key">Key.</param>
    public IEnumerable<string> All(string key) => Entries.Where(e => e.Key.Equals(key, StringComparison.Ordinal)).Select(e => e.Value);
}
