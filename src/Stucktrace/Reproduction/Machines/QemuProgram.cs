namespace Stucktrace.Reproduction.Machines;

/// <summary>Finds programs of this machine.</summary>
static class QemuProgram
{
    // Red Hat ships QEMU outside of the search path and without the name of the architecture.
    static readonly string[] Names = ["qemu-system-x86_64", "/usr/libexec/qemu-kvm", "qemu-kvm"];

    /// <summary>Path of QEMU, or null when it is not installed.</summary>
    /// <param name="named">What the user named, or null.</param>
    public static string? Find(string? named) =>
        named is null ? Names.Select(SearchPath.Find).FirstOrDefault(path => path is not null) : SearchPath.Find(named);
}
