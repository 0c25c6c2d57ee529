namespace Stucktrace.Formats.IO;

/// <summary>
/// Unpacks a file as far as that goes: damage, a cut end and the limit on unpacked bytes end the data instead of throwing, and are told
/// afterwards.
/// </summary>
public sealed class ArchiveStream : Stream
{
    readonly Stream _packed;
    readonly Stream? _unpacked;
    readonly long _limit;
    long _position;

    ArchiveStream(Stream packed, Stream? unpacked, long limit) => (_packed, _unpacked, _limit) = (packed, unpacked, limit);

    /// <summary>What ended the data early, or null; complete after the last read.</summary>
    public InputDiagnostic? Problem { get; private set; }

    /// <summary>Bytes of the packed file that were read so far.</summary>
    public long PackedPosition => _packed.CanSeek ? _packed.Position : _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <summary>Opens a packed stream.</summary>
    /// <param name="packed">The packed bytes.</param>
    /// <param name="compression">How they are packed.</param>
    /// <param name="limits">Bounds.</param>
    public static ArchiveStream Open(Stream packed, Compression compression, ReadLimits limits)
    {
        switch (compression)
        {
            case Compression.Gzip:
                return new ArchiveStream(packed, new GzipEndStream(packed), limits.MaxDecompressedBytes);
            case Compression.Xz when NativeLibraries.HasLzma:
                return new ArchiveStream(packed, new XzStream(packed), limits.MaxDecompressedBytes);
            case Compression.Zstd when NativeLibraries.HasZstd:
                return new ArchiveStream(packed, new ZstdStream(packed), limits.MaxDecompressedBytes);
            default:
                string id = compression == Compression.Xz ? "log.0201.xz" : compression == Compression.Zstd ? "log.0201.zstd" : "log.0201";
                return new ArchiveStream(packed, null, 0) { Problem = new InputDiagnostic("LOG0201", Message.Of(id)) };
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (Problem is not null || _unpacked is null || buffer.IsEmpty)
            return 0;
        long room = _limit - _position;
        try
        {
            // One byte more than the limit tells whether there would have been more.
            int read = _unpacked.Read(buffer[..(int)Math.Min(buffer.Length, Math.Max(1, room))]);
            if (read > room)
            {
                Problem = new InputDiagnostic("LOG0204", Message.Of("log.0204", _limit));
                return 0;
            }

            _position += read;
            if (read == 0 && _unpacked is IEndKnown { Complete: false })
                Problem = Cut();
            return read;
        }
        catch (InvalidDataException)
        {
            Problem = _packed.CanSeek && _packed.Position >= _packed.Length ? Cut()
                : new InputDiagnostic("LOG0203", Message.Of("log.0203", _position), Offset: PackedPosition);
            return 0;
        }
        catch (IOException failure)
        {
            Problem = new InputDiagnostic("LOG0310", Message.Of("log.0310.io", failure.Message), Offset: PackedPosition);
            return 0;
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked?.Dispose();
            _packed.Dispose();
        }

        base.Dispose(disposing);
    }

    InputDiagnostic Cut() => new("LOG0202", Message.Of("log.0202", _position), Offset: PackedPosition);
}
