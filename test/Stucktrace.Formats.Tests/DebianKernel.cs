namespace Stucktrace.Formats.Tests;

/// <summary>Debian's linux-image-6.1.0-56-amd64, unpacked with dpkg -x; tests that need it are skipped, visibly, where it is missing.</summary>
static class DebianKernel
{
    static string Root => Environment.GetEnvironmentVariable("STUCKTRACE_DEBIAN") ?? "/tmp/deb/x";

    internal static string Path(string below)
    {
        string path = System.IO.Path.Combine(Root, below);
        Assert.SkipUnless(System.IO.Path.Exists(path), $"needs Debian's linux-image-6.1 unpacked at STUCKTRACE_DEBIAN ({path})");
        return path;
    }

    internal static string Vmlinuz => Path("boot/vmlinuz-6.1.0-56-amd64");

    internal static string SystemMap => Path("boot/System.map-6.1.0-56-amd64");

    internal static string Modules => Path("lib/modules/6.1.0-56-amd64/kernel");
}
