namespace Stucktrace.Formats.Packages;

/// <summary>What the readers of archives share.</summary>
static class ArchiveParts
{
    /// <summary>Fills a buffer.</summary>
    /// <returns>Bytes read; fewer than asked for only where the archive ends.</returns>
    public static int Fill(Stream archive, Span<byte> buffer) => archive.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);

    /// <summary>Passes over bytes.</summary>
    /// <returns>False when the archive ended first.</returns>
    public static bool Skip(Stream archive, long count)
    {
        using EntryStream skipped = new(archive, count);
        return skipped.Skip();
    }

    /// <summary>How many bytes fill up to the next multiple.</summary>
    public static int Padding(long length, int multiple) => (int)((multiple - length % multiple) % multiple);
}
