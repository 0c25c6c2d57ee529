using Stucktrace.Reproduction.Guests;

namespace Stucktrace.Lab;

/// <summary>One of Debian's kernels on disk, with what is needed to build modules for it.</summary>
/// <param name="Name">Name that the lab calls it by.</param>
/// <param name="Kernel">Image, release and modules.</param>
/// <param name="Headers">Folder of its headers, as <paramref name="BuildIn"/> sees it.</param>
/// <param name="BuildIn">Program that runs a command where the kernel's own compiler is.</param>
sealed record KernelTree(string Name, BootableKernel Kernel, string Headers, string BuildIn)
{
    /// <summary>Lays a kernel out; a second call needs no network.</summary>
    /// <param name="lab">The lab's folder.</param>
    /// <param name="name">Name of the kernel.</param>
    /// <param name="work">Folder for it.</param>
    /// <exception cref="LabFailure">It can't be had here.</exception>
    public static KernelTree Prepare(string lab, string name, string work)
    {
        string answer = Shell.Run(lab, "sh", Path.Combine(lab, "prepare-kernel.sh"), name, Path.Combine(work, "kernels", name));
        Dictionary<string, string> values = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new KernelTree(name, new BootableKernel(values["IMAGE"], values["RELEASE"], values["MODULES"]), values["KDIR"], values["BUILD_IN"]);
    }
}
