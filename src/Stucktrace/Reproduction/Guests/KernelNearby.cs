namespace Stucktrace.Reproduction.Guests;

/// <summary>Looks for the kernel of a release where it may be lying about: the running system, and packages beside the module or in the current folder.</summary>
public static class KernelNearby
{
    const int MostFiles = 1000;

    /// <summary>The source for <see cref="KernelSource"/>; empty when there is none.</summary>
    /// <param name="release">The release.</param>
    /// <param name="modulePath">Path of the module.</param>
    public static IReadOnlyList<string> Find(string? release, string modulePath)
    {
        if (release is null || release.Length == 0 || release.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_' or '+' or '~')))
            return [];
        string image = "/boot/vmlinuz-" + release;
        if (File.Exists(image))
            return [image];
        foreach (string folder in (string[])[Path.GetDirectoryName(Path.GetFullPath(modulePath)) ?? ".", "."])
        {
            // Debian and Ubuntu: linux-image-RELEASE_VERSION_amd64.deb; Red Hat: kernel-core-VERSION.rpm and kernel-VERSION.rpm, where RELEASE is VERSION.
            foreach (string name in (string[])[$"linux-image-{release}_*.deb", $"linux-image-unsigned-{release}_*.deb", $"kernel-core-{release}.rpm", $"kernel-{release}.rpm"])
            {
                if (Directory.EnumerateFiles(folder, name).Take(MostFiles).Order(StringComparer.Ordinal).FirstOrDefault() is { } found)
                    return [found];
            }
        }

        return [];
    }
}
