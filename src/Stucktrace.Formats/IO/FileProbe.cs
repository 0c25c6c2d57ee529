namespace Stucktrace.Formats.IO;

/// <summary>Opens a path for a look at its first bytes.</summary>
/// <param name="limits">Bounds.</param>
sealed class FileProbe(ReadLimits limits)
{
    /// <summary>Looks at a file.</summary>
    public FoundFile Look(string path)
    {
        try
        {
            // The shell's <(command) is a pipe that is open already.
            if (path.StartsWith("/dev/fd/", StringComparison.Ordinal) || path.Equals("/dev/stdin", StringComparison.Ordinal))
                return LookAtStream(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1));
            // Opening a pipe would wait for a writer, a device might never end.
            if (SpecialKind(path) is { } special)
                return Failed(path, "LOG0104", Message.Of("log.0104", special));
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            byte[] head = ReadHead(file);
            Compression compression = ContentSniffer.CompressionOf(head);
            List<InputDiagnostic> notes = [];
            if (compression != Compression.None)
            {
                file.Position = 0;
                using ArchiveStream archive = ArchiveStream.Open(file, compression, limits);
                head = ReadHead(archive);
                if (head.Length == 0 && archive.Problem is { } problem)
                    return new FoundFile(path, InputKind.Unknown) { Compression = compression, Failure = problem };
            }

            if (head.Length == 0)
                notes.Add(new InputDiagnostic("LOG0106", Message.Of("log.0106")));
            FoundFile found = new(path, ContentSniffer.KindOf(head)) { Compression = compression, Head = head };
            found.Notes.AddRange(notes);
            return found;
        }
        catch (UnauthorizedAccessException)
        {
            return Failed(path, "LOG0102", Message.Of("log.0102"));
        }
        catch (IOException failure)
        {
            return failure is FileNotFoundException or DirectoryNotFoundException
                ? Failed(path, "LOG0101", Message.Of("log.0101")) : Failed(path, "LOG0105", Message.Of("log.0105", failure.Message));
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return Failed(path, "LOG0101", Message.Of("log.0101"));
        }
    }

    /// <summary>Looks at standard input, or another stream that can be read once; it stays open.</summary>
    public FoundFile LookAtStream(string path, Stream stream)
    {
        try
        {
            byte[] head = ReadHead(stream);
            Stream once = new PrefixedStream(head, stream);
            Compression compression = ContentSniffer.CompressionOf(head);
            if (compression != Compression.None)
            {
                once = ArchiveStream.Open(once, compression, limits);
                head = ReadHead(once);
                once = new PrefixedStream(head, once);
            }

            return new FoundFile(path, ContentSniffer.KindOf(head)) { Once = once, Head = head };
        }
        catch (IOException failure)
        {
            return Failed(path, "LOG0105", Message.Of("log.0105", failure.Message));
        }
    }

    /// <summary>A path that can't be used.</summary>
    public static FoundFile Failed(string path, string id, Message message) =>
        new(path, InputKind.Unknown) { Failure = new InputDiagnostic(id, message) };

    static Message? SpecialKind(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        return UnixFileType.Of(path) switch
        {
            UnixFileType.Pipe => Message.Of("log.0104.pipe"),
            UnixFileType.Socket => Message.Of("log.0104.socket"),
            UnixFileType.Character or UnixFileType.Block => Message.Of("log.0104.device"),
            _ => null,
        };
    }

    static byte[] ReadHead(Stream stream)
    {
        byte[] buffer = new byte[ContentSniffer.SampleSize];
        int length = 0;
        while (length < buffer.Length)
        {
            int read = stream.Read(buffer, length, buffer.Length - length);
            if (read == 0)
                break;
            length += read;
        }

        return length == buffer.Length ? buffer : buffer[..length];
    }
}
