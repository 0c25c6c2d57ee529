using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Guests;

/// <summary>Finds kernels in a folder that is laid out like the root of a system: boot/vmlinuz-RELEASE or lib/modules/RELEASE/vmlinuz.</summary>
static class KernelFolder
{
    const int MaxKernels = 1000;

    static readonly EnumerationOptions Plain = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    static readonly string[] ModuleRoots = ["lib/modules", "usr/lib/modules"];

    /// <summary>Opens the kernel of a folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="release">The release wanted, or null for the only one.</param>
    /// <param name="tell">Is told why there is none.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static BootableKernel? Open(string root, string? release, Action<Message> tell)
    {
        List<BootableKernel> kernels = [];
        List<Message> problems = [];
        foreach (string image in Images(root).Take(MaxKernels))
        {
            if (KernelHead.Release(image, problems.Add) is { } found && !kernels.Exists(k => k.Release.Equals(found, StringComparison.Ordinal)))
                kernels.Add(new BootableKernel(image, found, Modules(root, found)) { ConfigPath = Config(image, found) });
        }

        if (kernels.Count == 0)
        {
            tell(problems.Count > 0 ? problems[0] : Message.Of("guest.kernel.no-image-in-folder", root));
            return null;
        }

        string known = string.Join(", ", kernels.Select(k => k.Release));
        if (release is null && kernels.Count > 1)
            tell(Message.Of("guest.kernel.several", root, known));
        else if ((release is null ? kernels[0] : kernels.Find(k => k.Release.Equals(release, StringComparison.Ordinal))) is { } kernel)
            return kernel;
        else
            tell(Message.Of("guest.kernel.other-release", root, release, known, KernelPackageName.Hint(release!)));
        return null;
    }

    /// <summary>Opens an image; its modules are taken from where a system keeps them beside it (boot/../lib/modules).</summary>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static BootableKernel? Around(string image, Action<Message> tell)
    {
        if (KernelHead.Release(image, tell) is not { } release)
            return null;
        string folder = Path.GetDirectoryName(Path.GetFullPath(image)) ?? "/";
        string? root = Path.GetFileName(folder).Equals("boot", StringComparison.Ordinal) ? Path.GetDirectoryName(folder) : null;
        string? modules = root is not null ? Modules(root, release)
            : Path.GetFileName(folder).Equals(release, StringComparison.Ordinal) ? folder : null;
        return new BootableKernel(image, release, modules) { ConfigPath = Config(image, release) };
    }

    static IEnumerable<string> Images(string root)
    {
        foreach (string folder in (string[])["boot", .. ModuleRoots.SelectMany(r => Folders(Path.Combine(root, r)))])
        {
            string path = Path.Combine(root, folder);
            if (!Directory.Exists(path))
                continue;
            foreach (string image in Directory.EnumerateFiles(path, "vmlinuz*", Plain).Order(StringComparer.Ordinal))
                yield return image;
        }
    }

    static IEnumerable<string> Folders(string path) => Directory.Exists(path) ? Directory.EnumerateDirectories(path, "*", Plain).Order(StringComparer.Ordinal) : [];

    // Beside the image: boot/config-RELEASE, or lib/modules/RELEASE/config.
    static string? Config(string image, string release)
    {
        string folder = Path.GetDirectoryName(image) ?? "/";
        return ((string[])[Path.Combine(folder, "config-" + release), Path.Combine(folder, "config")]).FirstOrDefault(File.Exists);
    }

    static string? Modules(string root, string release) =>
        ModuleRoots.Select(r => Path.Combine(root, r, release)).FirstOrDefault(Directory.Exists);
}
