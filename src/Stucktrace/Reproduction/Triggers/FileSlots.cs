using Stucktrace.Kernel;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>
/// Which function of a file stands where: <c>struct file_operations</c> (include/linux/fs.h) of 2.6.36 to 7.2 and <c>struct proc_ops</c> (include/linux/proc_fs.h),
/// each era from the headers of its first and its last version.
/// </summary>
static class FileSlots
{
    // From this version on, the functions stand in this order from this offset on; - for what no program calls.
    static readonly (int Major, int Minor, int First, string Functions)[] Files =
    [
        (6, 10, 0x10, "seek read write read-iter write-iter - list poll control - map open flush close"),
        (6, 6, 0x08, "seek read write read-iter write-iter - list poll control - map - open flush close"),
        (5, 1, 0x08, "seek read write read-iter write-iter - list list poll control - map - open flush close"),
        (4, 15, 0x08, "seek read write read-iter write-iter list list poll control - map - open flush close"),
        (4, 7, 0x08, "seek read write read-iter write-iter list list poll control - map open flush close"),
        (4, 3, 0x08, "seek read write read-iter write-iter list poll control - map open flush close"),
        // 3.19 to 4.2 have one more function behind map: what comes after it is left out.
        (4, 1, 0x08, "seek read write read-iter write-iter list poll control - map"),
        (3, 16, 0x08, "seek read write read-iter write-iter - - list poll control - map"),
        (2, 6, 0x08, "seek read write read-iter write-iter list poll control - map open flush close"),
    ];

    // Before 2.6.36 the ioctl that held the big lock stood in front of the one of today.
    const string WithBigLock = "seek read write read-iter write-iter list poll - control - map open flush close";

    static readonly (int Major, int Minor, int First, string Functions)[] ProcFiles =
    [
        (5, 10, 0x08, "open read read-iter write seek close poll control - map"),
        (5, 6, 0x08, "open read write seek close poll control - map"),
    ];

    /// <summary>What a program does to get into the function in a slot.</summary>
    /// <param name="release">The kernel that the module was built for.</param>
    /// <param name="isProc">Whether it is a file of /proc.</param>
    /// <param name="field">Offset of the slot in its table.</param>
    /// <returns>The operation, and whether its arguments come in the registers of the call; null when no program gets there, or it is not known.</returns>
    internal static (FileOperation Operation, bool HasArguments)? Find(KernelRelease? release, bool isProc, ulong field)
    {
        if (release is null || !release.AtLeast(2, 6))
            return null;
        (int _, int _, int first, string functions) = (isProc && release.AtLeast(5, 6) ? ProcFiles : Files).First(e => release.AtLeast(e.Major, e.Minor));
        if (release is { Major: 2, Minor: 6, Patch: < 36 })
            functions = WithBigLock;
        string[] names = functions.Split(' ');
        ulong index = unchecked(field - (ulong)first) / 8;
        return field % 8 != 0 || index >= (ulong)names.Length ? null : names[index] switch
        {
            "seek" => (FileOperation.Seek, true),
            "read" => (FileOperation.Read, true),
            "write" => (FileOperation.Write, true),
            "read-iter" => (FileOperation.Read, false),
            "write-iter" => (FileOperation.Write, false),
            "list" => (FileOperation.List, false),
            "poll" => (FileOperation.Poll, false),
            "control" => (FileOperation.Control, true),
            "map" => (FileOperation.Map, false),
            "open" or "flush" or "close" => (FileOperation.Open, false),
            _ => null,
        };
    }
}
