using Microsoft.Win32.SafeHandles;
using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>
/// Puts a packed dump, or one from standard input, into a temporary file: a dump is read here and there, which a packed stream does not allow. The file has
/// no name any more once it is open (on Unix), so that it goes away with the process, however that ends.
/// </summary>
static class UnpackedDump
{
    const int BufferBytes = 1 << 20;

    /// <summary>Writes what the stream has.</summary>
    /// <param name="path">What is unpacked, for messages.</param>
    /// <param name="stream">The bytes of the dump.</param>
    /// <param name="packedBytes">Bytes of the packed file, where that is known.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="report">Is told what is damaged, or that there is no room.</param>
    /// <param name="progress">Is told how far this is.</param>
    /// <returns>Null when there is nothing.</returns>
    public static FileSource? Write(string path, Stream stream, long? packedBytes, ReadLimits limits, Action<InputDiagnostic> report, Action<string, long, long?>? progress)
    {
        string folder = Folder();
        long length = 0;
        SafeFileHandle? handle = null;
        try
        {
            handle = CreateWithoutName(folder);
            byte[] buffer = new byte[BufferBytes];
            for (int read; (read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
            {
                int room = (int)Math.Min(read, limits.MaxDecompressedBytes - length);
                // What is all zeroes becomes a hole, which takes no room on the disk.
                if (buffer.AsSpan(0, room).ContainsAnyExcept((byte)0))
                    RandomAccess.Write(handle, buffer.AsSpan(0, room), length);
                length += room;
                progress?.Invoke(path, stream is ArchiveStream archive ? archive.PackedPosition : length, packedBytes);
                if (room < read)
                {
                    report(new InputDiagnostic("LOG0204", Message.Of("log.0204", limits.MaxDecompressedBytes)));
                    break;
                }
            }

            if (RandomAccess.GetLength(handle) < length)
                RandomAccess.SetLength(handle, length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            report(new InputDiagnostic("VMC0501", Message.Of("vmc.0501", folder, length, failure.Message)));
            handle?.Dispose();
            return null;
        }

        if (stream is ArchiveStream { Problem: { } problem })
            report(problem);
        if (length > 0)
            return new FileSource(path, handle, length);
        handle.Dispose();
        return null;
    }

    /// <summary>TMPDIR, else /var/tmp, which is meant for large files and is not memory, as /tmp often is.</summary>
    static string Folder() =>
        Environment.GetEnvironmentVariable("TMPDIR") is null or "" && Directory.Exists("/var/tmp") ? "/var/tmp" : Path.GetTempPath();

    static SafeFileHandle CreateWithoutName(string folder)
    {
        string name = Path.Combine(folder, $"stucktrace-{Guid.NewGuid():N}");
        SafeFileHandle handle = File.OpenHandle(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
        if (!OperatingSystem.IsWindows())
            File.Delete(name);
        return handle;
    }
}
