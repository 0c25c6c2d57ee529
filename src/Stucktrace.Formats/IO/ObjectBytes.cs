namespace Stucktrace.Formats.IO;

/// <summary>Takes a whole binary file into memory, unpacked: object files are small and are read here and there.</summary>
public static class ObjectBytes
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="report">Is told why it can't be read, or that it is cut.</param>
    /// <returns>The unpacked bytes, or null when nothing could be read.</returns>
    public static ReadOnlyMemory<byte>? Load(string path, ReadLimits limits, Action<InputDiagnostic> report)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            return Load(file, limits, report);
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

        return null;
    }

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The bytes, packed or not.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="report">Is told what is damaged.</param>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static ReadOnlyMemory<byte>? Load(Stream stream, ReadLimits limits, Action<InputDiagnostic> report)
    {
        byte[] buffer = new byte[Math.Min(limits.MaxObjectBytes, stream.CanSeek ? Math.Clamp(stream.Length, 512, int.MaxValue) : 64 * 1024)];
        int length = Fill(stream, ref buffer, limits.MaxObjectBytes);
        Compression compression = ContentSniffer.CompressionOf(buffer.AsSpan(0, length));
        if (compression != Compression.None)
        {
            using ArchiveStream archive = ArchiveStream.Open(new MemoryStream(buffer, 0, length, writable: false), compression, limits);
            buffer = new byte[(int)Math.Min(limits.MaxObjectBytes, Math.Max(4096L, length * 4L))];
            length = Fill(archive, ref buffer, limits.MaxObjectBytes);
            if (archive.Problem is { } problem)
                report(problem);
            if (length == limits.MaxObjectBytes && archive.ReadByte() >= 0)
                Report();
        }
        else if (length == limits.MaxObjectBytes && stream.ReadByte() >= 0)
        {
            Report();
        }

        return length == 0 ? null : buffer.AsMemory(0, length);

        void Report() => report(new InputDiagnostic("ELF0110", Message.Of("elf.0110", limits.MaxObjectBytes), Offset: limits.MaxObjectBytes));
    }

    static int Fill(Stream stream, ref byte[] buffer, int limit)
    {
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length >= limit)
                    return length;
                // A file whose size was known ends here, most often.
                int next = stream.ReadByte();
                if (next < 0)
                    return length;
                Array.Resize(ref buffer, (int)Math.Min(limit, buffer.Length * 2L));
                buffer[length++] = (byte)next;
            }

            int read = stream.Read(buffer, length, buffer.Length - length);
            if (read == 0)
                return length;
            length += read;
        }
    }
}
