namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>Where markers stand in a piece of data, in order.</summary>
sealed class HitList
{
    int[] _hits = new int[64];

    /// <summary>Number of hits.</summary>
    public int Count { get; private set; }

    /// <summary>Where a hit is.</summary>
    public int At(int index) => _hits[index] & int.MaxValue;

    /// <summary>True when the hit is a marker that only the reader looks at.</summary>
    public bool IsNoted(int index) => _hits[index] < 0;

    /// <summary>Forgets all.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a hit.</summary>
    public void Add(int at, bool noted)
    {
        if (Count == _hits.Length)
            Array.Resize(ref _hits, _hits.Length * 2);
        _hits[Count++] = noted ? at | int.MinValue : at;
    }
}
