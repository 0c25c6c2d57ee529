using System.Numerics;

namespace Stucktrace.Formats.Vmcore.Extract;

/// <summary>Which bytes of physical memory were read: for each page a bit for every byte.</summary>
public sealed class ReadPages
{
    const int WordsPerPage = IPhysicalMemory.PageBytes / 64;

    readonly SortedDictionary<ulong, ulong[]> _pages = [];
    readonly Lock _lock = new();
    ulong _lastFrame = ulong.MaxValue;
    ulong[] _last = [];

    /// <summary>Numbers of the pages of which something was read or asked, ascending.</summary>
    public IEnumerable<ulong> Frames => _pages.Keys;

    /// <summary>How many pages there are.</summary>
    public int Count => _pages.Count;

    /// <summary>How many bytes were read.</summary>
    public long Bytes => Counts.Sum(c => (long)c.Bytes);

    /// <summary>How many bytes of each page were read, by the number of the page.</summary>
    public IEnumerable<(ulong Frame, int Bytes)> Counts => _pages.Select(p => (p.Key, p.Value.Sum(BitOperations.PopCount)));

    /// <summary>Marks bytes as read.</summary>
    /// <param name="address">Physical address of the first.</param>
    /// <param name="length">How many; none marks the page as asked for.</param>
    public void Mark(ulong address, int length)
    {
        lock (_lock)
        {
            do
            {
                int offset = (int)(address % IPhysicalMemory.PageBytes), count = Math.Min(length, IPhysicalMemory.PageBytes - offset);
                ulong[] bits = Page(address / IPhysicalMemory.PageBytes);
                for (int at = offset; at < offset + count;)
                {
                    int bit = at & 63, run = Math.Min(64 - bit, offset + count - at);
                    bits[at >> 6] |= (run == 64 ? ulong.MaxValue : (1UL << run) - 1) << bit;
                    at += run;
                }

                address += (ulong)count;
                length -= count;
            }
            while (length > 0);
        }
    }

    /// <summary>Sets every byte of a page that was not read to zero.</summary>
    /// <param name="frame">Number of the page.</param>
    /// <param name="page">Its bytes.</param>
    public void Clear(ulong frame, Span<byte> page)
    {
        ulong[] bits = _pages[frame];
        for (int i = 0; i < page.Length; i++)
        {
            if ((bits[i >> 6] >> (i & 63) & 1) == 0)
                page[i] = 0;
        }
    }

    ulong[] Page(ulong frame)
    {
        if (frame == _lastFrame)
            return _last;
        if (!_pages.TryGetValue(frame, out ulong[]? bits))
            _pages.Add(frame, bits = new ulong[WordsPerPage]);
        (_lastFrame, _last) = (frame, bits);
        return bits;
    }
}
