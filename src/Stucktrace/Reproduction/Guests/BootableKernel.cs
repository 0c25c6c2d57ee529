namespace Stucktrace.Reproduction.Guests;

/// <summary>A kernel that a virtual machine can be started with.</summary>
/// <param name="ImagePath">Path of its bzImage (vmlinuz).</param>
/// <param name="Release">Its release as its own header states it, such as <c>6.1.0-56-amd64</c>: modules must have been built for the same.</param>
/// <param name="ModulesFolder">Folder with its modules (lib/modules/RELEASE), or null when the source holds none.</param>
public sealed record BootableKernel(string ImagePath, string Release, string? ModulesFolder)
{
    /// <summary>Path of its configuration (boot/config-RELEASE), or null when the source does not hold it.</summary>
    public string? ConfigPath { get; init; }
}
