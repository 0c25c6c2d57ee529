namespace Stucktrace.Formats.IO;

/// <summary>A stream that a decoder of the system unpacks piece by piece into one buffer, out of which it is read.</summary>
abstract class DecoderStream : ReadOnlyStream, IEndKnown
{
    int _given;
    bool _disposed;

    public bool Complete { get; protected set; }

    /// <summary>What was unpacked last; pinned, since the decoder writes to it by address.</summary>
    protected byte[] Output { get; } = GC.AllocateUninitializedArray<byte>(256 * 1024, pinned: true);

    /// <summary>Bytes of <see cref="Output"/> that are unpacked.</summary>
    protected int Ready { get; set; }

    public sealed override int Read(Span<byte> buffer)
    {
        if (_given == Ready)
        {
            _given = Ready = 0;
            if (!Fill())
                return 0;
        }

        int count = Math.Min(buffer.Length, Ready - _given);
        Output.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    /// <summary>Unpacks the next piece into <see cref="Output"/> and sets <see cref="Ready"/>.</summary>
    /// <returns>False at the end of what can be unpacked.</returns>
    protected abstract bool Fill();

    /// <summary>Gives the decoder's own memory back.</summary>
    protected abstract void Release();

    protected sealed override void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            _disposed = true;
            Release();
        }

        base.Dispose(disposing);
    }
}
