namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>A piece of a log in memory, with what scanning it brought.</summary>
sealed class LogBlock
{
    /// <summary>Bytes in a block: small enough for a core's own cache, large enough that handing one over costs nothing.</summary>
    public const int Size = 256 * 1024;

    /// <summary>The bytes; <see cref="Length"/> of them count.</summary>
    public byte[] Data { get; } = GC.AllocateUninitializedArray<byte>(Size);

    /// <summary>Number of bytes.</summary>
    public int Length { get; set; }

    /// <summary>Line feeds in it.</summary>
    public int LineFeeds { get; private set; }

    /// <summary>Where markers stand in it.</summary>
    public HitList Hits { get; } = new();

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => Data.AsSpan(0, Length);

    /// <summary>Searches the block.</summary>
    /// <param name="search">The markers, or null to search nothing.</param>
    public void Scan(MarkerSearch? search)
    {
        Hits.Clear();
        if (search is not null)
            LineFeeds = search.Scan(Bytes, Hits);
    }
}
