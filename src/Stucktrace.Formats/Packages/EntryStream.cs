using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.Packages;

/// <summary>The bytes of one entry: a stretch of an archive that is read from begin to end.</summary>
/// <param name="archive">The archive; stays open.</param>
/// <param name="length">Bytes of the entry.</param>
sealed class EntryStream(Stream archive, long length) : ReadOnlyStream
{
    long _left = length;

    /// <summary>True when the archive ended before the entry did.</summary>
    public bool IsCut { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0 || IsCut || buffer.IsEmpty)
            return 0;
        int read = archive.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        IsCut = read == 0;
        _left -= read;
        return read;
    }

    /// <summary>Passes over what was not read.</summary>
    /// <returns>False when the archive ended first.</returns>
    public bool Skip()
    {
        Span<byte> scratch = stackalloc byte[8192];
        while (Read(scratch) > 0)
        {
        }

        return !IsCut;
    }
}
