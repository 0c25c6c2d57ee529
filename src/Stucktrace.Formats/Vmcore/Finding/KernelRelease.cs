namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// The release as the kernel keeps it for uname(2): init_uts_ns.name.release. struct new_utsname is six texts of 65 bytes, sysname first, release third
/// (include/uapi/linux/utsname.h); it lies behind a reference count of four bytes to 5.10, first in struct uts_namespace since 5.11.
/// </summary>
static class KernelRelease
{
    const int FieldBytes = 65, ReleaseField = 2 * FieldBytes;

    /// <summary>Reads the release.</summary>
    /// <param name="memory">Physical memory.</param>
    /// <param name="namespaceAt">Physical address where init_uts_ns would be.</param>
    /// <param name="nameOffset">OFFSET(uts_namespace.name), where vmcoreinfo tells.</param>
    /// <param name="state">Whether the memory is there.</param>
    /// <returns>Null when no name of a Linux kernel is there.</returns>
    internal static string? Read(IPhysicalMemory memory, ulong namespaceAt, long? nameOffset, out MemoryState state)
    {
        state = MemoryState.Present;
        foreach (long offset in nameOffset is >= 0 and < IPhysicalMemory.PageBytes ? (ReadOnlySpan<long>)[nameOffset.Value] : [0, 4])
        {
            ulong name = unchecked(namespaceAt + (ulong)offset);
            if (PhysicalText.Read(memory, name, FieldBytes, out state) is not "Linux")
                continue;
            if (PhysicalText.Read(memory, unchecked(name + ReleaseField), FieldBytes, out state) is { } release)
                return release;
        }

        return null;
    }
}
