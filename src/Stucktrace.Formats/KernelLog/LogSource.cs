using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.KernelLog;

/// <summary>The bytes of one input, unpacked, as UTF-8: a plain file that can be read anywhere, or a stream.</summary>
sealed class LogSource : IDisposable
{
    /// <summary>Bytes in a full head.</summary>
    public const int HeadSize = 4096;

    readonly ArchiveStream? _archive;

    LogSource(SafeFileHandle? file, Stream? stream, ArchiveStream? archive, long? size, byte[] head)
    {
        (File, Stream, _archive, Size, Head) = (file, stream, archive, size, head);
    }

    /// <summary>The plain file, or null.</summary>
    public SafeFileHandle? File { get; }

    /// <summary>The stream, or null.</summary>
    public Stream? Stream { get; }

    /// <summary>Size of the plain or packed file, where known.</summary>
    public long? Size { get; }

    /// <summary>First bytes of the text.</summary>
    public byte[] Head { get; }

    /// <summary>Bytes read of a packed file.</summary>
    public long? PackedPosition => _archive?.PackedPosition;

    /// <summary>What ended unpacking early.</summary>
    public InputDiagnostic? Problem => _archive?.Problem;

    /// <summary>Opens an input.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static LogSource Open(InputFile input, ReadLimits limits)
    {
        if (input.KernelLog is { } inside)
            return OfStream(MemoryMarshal.TryGetArray(inside, out ArraySegment<byte> bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false) : new MemoryStream(inside.ToArray(), writable: false), null, null);
        if (input.Once is { } once)
            return OfStream(once, null, null);
        if (input.Compression != Compression.None)
        {
            FileStream packed = new(input.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.SequentialScan);
            ArchiveStream archive = ArchiveStream.Open(packed, input.Compression, limits);
            return OfStream(archive, archive, packed.Length);
        }

        SafeFileHandle file = System.IO.File.OpenHandle(input.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] head = new byte[HeadSize];
        int length = RandomAccess.Read(file, head, 0);
        Array.Resize(ref head, length);
        if (!ContentSniffer.IsUtf16(head, out _))
            return new LogSource(file, null, null, RandomAccess.GetLength(file), head);
        return OfStream(new FileStream(file, FileAccess.Read, 1), null, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream?.Dispose();
        File?.Dispose();
    }

    static LogSource OfStream(Stream stream, ArchiveStream? archive, long? size)
    {
        byte[] head = ReadHead(stream);
        Stream whole = new PrefixedStream(head, stream);
        if (ContentSniffer.IsUtf16(head, out bool big))
        {
            whole = new Utf16Stream(whole, big);
            head = ReadHead(whole);
            whole = new PrefixedStream(head, whole);
        }

        return new LogSource(null, whole, archive, size, head);
    }

    static byte[] ReadHead(Stream stream)
    {
        byte[] buffer = new byte[HeadSize];
        int length = 0;
        while (length < buffer.Length && stream.Read(buffer, length, buffer.Length - length) is var read and > 0)
            length += read;
        return length == buffer.Length ? buffer : buffer[..length];
    }
}
