using System.Runtime.InteropServices;

namespace Stucktrace.Web.Storage;

/// <summary>
/// Brings the names in a folder to the disk. A file that was flushed and moved to its place can still be missing there after a loss of power, as long as the folder
/// itself was not flushed; the framework has no call for that.
/// </summary>
static class FolderSync
{
    // include/uapi/asm-generic: O_RDONLY; EINVAL is what file systems answer that can't flush folders, or need not.
    const int ReadOnly = 0, Unsupported = 22;

    /// <summary>Flushes folders, the innermost first.</summary>
    /// <exception cref="IOException">One could not be flushed: what was moved there may not last.</exception>
    internal static void Flush(params ReadOnlySpan<string> folders)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (string folder in folders)
        {
            int handle = open(folder, ReadOnly);
            if (handle < 0)
                throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");
            bool flushed = fsync(handle) == 0 || Marshal.GetLastPInvokeError() == Unsupported;
            string why = Marshal.GetLastPInvokeErrorMessage();
            _ = close(handle);
            if (!flushed)
                throw new IOException($"{folder}: {why}");
        }
    }

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    static extern int fsync(int handle);

    [DllImport("libc")]
    static extern int close(int handle);
}
