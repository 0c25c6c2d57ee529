using System.Buffers.Binary;
using System.IO.Compression;

namespace Stucktrace.Formats.IO;

/// <summary>Unpacks gzip and notices a cut end, over which .NET's own stream passes in silence.</summary>
sealed class GzipEndStream : ReadOnlyStream, IEndKnown
{
    readonly TailStream _tail;
    readonly GZipStream _unpacked;
    long _position;

    public GzipEndStream(Stream packed)
    {
        _tail = new TailStream(packed);
        _unpacked = new GZipStream(_tail, CompressionMode.Decompress);
    }

    /// <summary>
    /// An archive ends with its unpacked length (RFC 1952). Archives may stand one behind the other, so a smaller number than expected proves nothing; of
    /// the bytes in the middle of an archive nearly all give a larger one.
    /// </summary>
    public bool Complete => _tail.Last <= _position;

    public override int Read(Span<byte> buffer)
    {
        int read = _unpacked.Read(buffer);
        _position += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Remembers the last four bytes read.</summary>
    sealed class TailStream(Stream source) : ReadOnlyStream
    {
        readonly byte[] _last = new byte[4];

        public uint Last => BinaryPrimitives.ReadUInt32LittleEndian(_last);

        public override int Read(Span<byte> buffer)
        {
            int read = source.Read(buffer);
            if (read >= 4)
            {
                buffer[(read - 4)..read].CopyTo(_last);
            }
            else if (read > 0)
            {
                _last.AsSpan(read).CopyTo(_last);
                buffer[..read].CopyTo(_last.AsSpan(4 - read));
            }

            return read;
        }
    }
}
