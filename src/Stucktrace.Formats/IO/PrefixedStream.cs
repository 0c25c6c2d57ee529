namespace Stucktrace.Formats.IO;

/// <summary>A stream with bytes that were already read from it put back in front.</summary>
sealed class PrefixedStream(byte[] head, Stream rest) : ReadOnlyStream
{
    int _given;

    public override int Read(Span<byte> buffer)
    {
        if (_given == head.Length)
            return rest.Read(buffer);
        int count = Math.Min(buffer.Length, head.Length - _given);
        head.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            rest.Dispose();
        base.Dispose(disposing);
    }
}
