namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>Bytes that can be read at any place: a file, or what a flattened file unfolds to. Safe for several threads.</summary>
abstract class ByteSource : IDisposable
{
    /// <summary>Path, for messages.</summary>
    public abstract string Path { get; }

    /// <summary>Bytes from the start to the end.</summary>
    public abstract long Length { get; }

    /// <summary>True when the end is known to be missing, and nothing is known of what lies between the bytes that are there.</summary>
    public virtual bool IsCut => false;

    /// <summary>Reads bytes.</summary>
    /// <param name="offset">Where; may lie outside.</param>
    /// <param name="into">Receives them.</param>
    /// <returns>How many were there, from the first on.</returns>
    public abstract int Read(long offset, Span<byte> into);

    /// <summary>Reads all bytes or none of them.</summary>
    public bool TryRead(long offset, Span<byte> into) => Read(offset, into) == into.Length;

    /// <summary>True when a range lies inside, without overflow.</summary>
    public bool Holds(long offset, long count) => offset >= 0 && count >= 0 && count <= Length && offset <= Length - count;

    /// <summary>Reads what there is of a range into memory.</summary>
    public byte[] Take(long offset, long count)
    {
        if (offset < 0 || offset >= Length || count <= 0)
            return [];
        byte[] bytes = new byte[Math.Min(count, Length - offset)];
        int read = Read(offset, bytes);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}
