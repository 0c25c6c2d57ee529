namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>A piece of a log in memory, with what scanning it brought.</summary>
sealed class LogBlock
{
    /// <summary>Bytes in a block: small enough for a core's own cache, large enough that handing one over costs nothing.</summary>
    public const int Size = 256 * 1024;

    int[] _hits = new int[64];

    /// <summary>The bytes; <see cref="Length"/> of them count.</summary>
    public byte[] Data { get; } = GC.AllocateUninitializedArray<byte>(Size);

    /// <summary>Number of bytes.</summary>
    public int Length { get; set; }

    /// <summary>Line feeds in it.</summary>
    public int LineFeeds { get; private set; }

    /// <summary>Number of hits.</summary>
    public int HitCount { get; private set; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => Data.AsSpan(0, Length);

    /// <summary>Where a hit is; several hits of one line may be one.</summary>
    public int HitAt(int index) => _hits[index] & int.MaxValue;

    /// <summary>True when the hit is a marker of the reader alone.</summary>
    public bool IsNoted(int index) => _hits[index] < 0;

    /// <summary>Searches the block.</summary>
    /// <param name="search">The markers, or null to search nothing.</param>
    public void Scan(MarkerSearch? search)
    {
        HitCount = 0;
        if (search is null)
            return;
        ReadOnlySpan<byte> data = Bytes;
        LineFeeds = data.Count((byte)'\n');
        int from = 0;
        while (search.FindNext(data, ref from, out int marker) is var at and >= 0)
        {
            bool noted = marker >= search.WantedCount;
            if (HitCount == _hits.Length)
                Array.Resize(ref _hits, _hits.Length * 2);
            _hits[HitCount++] = noted ? at | int.MinValue : at;
            if (noted)
                continue;
            // The line is handed over whatever else it holds.
            int end = data[from..].IndexOf((byte)'\n');
            if (end < 0)
                break;
            from += end + 1;
        }
    }
}
