using Microsoft.Win32.SafeHandles;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>
/// A file, read in place. It is not mapped: where a mapped file gets shorter or its disk fails, the process is killed; a read only comes back short.
/// </summary>
sealed class FileSource : ByteSource
{
    readonly SafeFileHandle _handle;

    /// <summary>Takes an open file.</summary>
    /// <param name="path">Path, for messages.</param>
    /// <param name="handle">The file; closed with this.</param>
    /// <param name="length">Its length.</param>
    public FileSource(string path, SafeFileHandle handle, long length) => (Path, _handle, Length) = (path, handle, length);

    public override string Path { get; }

    public override long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <returns>Null when that is not possible; the reason was reported.</returns>
    public static FileSource? Open(string path, Action<InputDiagnostic> report)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
            return new FileSource(path, handle, RandomAccess.GetLength(handle));
        }
        catch (UnauthorizedAccessException)
        {
            report(new InputDiagnostic("LOG0102", Message.Of("log.0102")));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException or ArgumentException or NotSupportedException)
        {
            report(new InputDiagnostic("LOG0101", Message.Of("log.0101")));
        }
        catch (IOException failure)
        {
            report(new InputDiagnostic("LOG0105", Message.Of("log.0105", failure.Message)));
        }

        handle?.Dispose();
        return null;
    }

    /// <summary>The file from its beginning, once; closing the stream closes it.</summary>
    public Stream AsStream() => new FileStream(_handle, FileAccess.Read, 1);

    public override int Read(long offset, Span<byte> into)
    {
        if (offset < 0)
            return 0;
        int done = 0;
        try
        {
            while (done < into.Length && offset <= long.MaxValue - into.Length)
            {
                int read = RandomAccess.Read(_handle, into[done..], offset + done);
                if (read == 0)
                    break;
                done += read;
            }
        }
        catch (IOException)
        {
            // A failing disk: what was read before counts, and what is missing is told by the reader, with its place.
        }

        return done;
    }

    public override void Dispose() => _handle.Dispose();
}
