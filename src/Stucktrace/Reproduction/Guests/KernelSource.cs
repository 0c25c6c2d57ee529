using Stucktrace.Formats;
using Stucktrace.Formats.Packages;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Reproduction.Guests;

/// <summary>Gets a kernel, and the modules that are wanted, out of whatever a user has: packages, folders, an image, the running system.</summary>
public static class KernelSource
{
    /// <summary>Stands for the kernel that runs now: /boot and /lib/modules.</summary>
    public const string Running = "running";

    const string RunningRelease = "/proc/sys/kernel/osrelease";

    /// <summary>Opens a source.</summary>
    /// <param name="paths">
    /// Debian packages or RPMs (several when a distribution splits image and modules), a folder (an unpacked package, or the root of a system), a
    /// vmlinuz alone, or <see cref="Running"/>.
    /// </param>
    /// <param name="workFolder">Where files of packages are unpacked to; nothing is written outside of it.</param>
    /// <param name="modules">Names of modules that are wanted from it; what those depend on comes along. Others are not unpacked.</param>
    /// <param name="tell">Is told why it can't be used, or what is missing.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="release">The release to choose where a folder holds several kernels: the one that the module under test is for.</param>
    /// <returns>The kernel, or null after telling why not.</returns>
    public static BootableKernel? Open(
        IReadOnlyList<string> paths, string workFolder, IReadOnlyCollection<string> modules, Action<Message> tell, GuestLimits? limits = null, string? release = null)
    {
        limits ??= GuestLimits.Default;
        try
        {
            if (paths is not [string path])
                return Packages(paths, workFolder, modules, tell, limits);
            if (path.Equals(Running, StringComparison.Ordinal))
                return KernelFolder.Open("/", File.ReadAllText(RunningRelease).Trim(), tell);
            if (Directory.Exists(path))
                return KernelFolder.Open(path, release, tell);
            if (!File.Exists(path))
                return Nothing(tell, Message.Of("guest.kernel.missing", path));
            return KernelHead.Read(path) is { } head && KernelImage.IsOne(head) ? KernelFolder.Around(path, tell) : Packages(paths, workFolder, modules, tell, limits);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Nothing(tell, Message.Of("guest.kernel.unreadable", string.Join(' ', paths), failure.Message));
        }
    }

    static BootableKernel? Packages(IReadOnlyList<string> paths, string workFolder, IReadOnlyCollection<string> modules, Action<Message> tell, GuestLimits limits)
    {
        foreach (string path in paths)
        {
            if (!File.Exists(path))
                return Nothing(tell, Message.Of("guest.kernel.missing", path));
            if (!PackageFile.IsOne(KernelHead.Read(path)))
                return Nothing(tell, Message.Of("guest.kernel.unknown", path));
        }

        return paths.Count == 0 ? Nothing(tell, Message.Of("guest.kernel.none")) : new PackagedKernel(paths, workFolder, tell, limits).Open(modules);
    }

    static BootableKernel? Nothing(Action<Message> tell, Message why)
    {
        tell(why);
        return null;
    }
}
