namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>The first bytes of a file, to look at its headers before it is opened.</summary>
/// <param name="bytes">The bytes.</param>
sealed class MemorySource(ReadOnlyMemory<byte> bytes) : ByteSource
{
    public override string Path => string.Empty;

    public override long Length => bytes.Length;

    public override int Read(long offset, Span<byte> into)
    {
        if (offset < 0 || offset >= bytes.Length)
            return 0;
        int count = (int)Math.Min(into.Length, bytes.Length - offset);
        bytes.Span.Slice((int)offset, count).CopyTo(into);
        return count;
    }

    public override void Dispose()
    {
    }
}
