using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Guests;

/// <summary>Gets a kernel, and the modules that are wanted, out of whatever a user has: packages, folders, an image, the running system.</summary>
public static class KernelSource
{
    /// <summary>Stands for the kernel that runs now: /boot and /lib/modules.</summary>
    public const string Running = "running";

    /// <summary>Opens a source.</summary>
    /// <param name="paths">
    /// Debian packages or RPMs (several when a distribution splits image and modules), a folder (an unpacked package, or the root of a system), a
    /// vmlinuz alone, or <see cref="Running"/>.
    /// </param>
    /// <param name="workFolder">Where files of packages are unpacked to; nothing is written outside of it.</param>
    /// <param name="modules">Names of modules that are wanted from it; what those depend on comes along. Others are not unpacked.</param>
    /// <param name="tell">Is told why it can't be used, or what is missing.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>The kernel, or null after telling why not.</returns>
    public static BootableKernel? Open(
        IReadOnlyList<string> paths, string workFolder, IReadOnlyCollection<string> modules, Action<Message> tell, GuestLimits? limits = null) =>
        throw new NotSupportedException();
}
