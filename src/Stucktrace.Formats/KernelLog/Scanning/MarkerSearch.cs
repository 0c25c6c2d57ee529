using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>
/// Finds any of some hundred markers in raw bytes at memory speed. A filter looks up each byte in small tables, many at a time; only where
/// four neighbouring bytes may belong to one bucket of fingerprints is anything compared. (The idea is known as Teddy.)
/// </summary>
sealed class MarkerSearch
{
    const int TableBits = 12;

    readonly byte[][] _markers;
    readonly int[] _offsets;
    readonly uint[] _windows;
    readonly int[] _next;
    readonly short[] _heads = new short[1 << TableBits];
    readonly ByteFilter _filter;

    /// <summary>Makes a search.</summary>
    /// <param name="kernel">Markers that a line of the kernel must be handed over for.</param>
    /// <param name="always">Markers that any line must be handed over for.</param>
    /// <param name="noted">Markers of lines that only the reader looks at.</param>
    public MarkerSearch(IReadOnlyList<string> kernel, ReadOnlySpan<string> always, ReadOnlySpan<string> noted)
    {
        List<byte[]> markers = new(kernel.Count + always.Length + noted.Length);
        foreach (string marker in kernel)
            Add(markers, marker);
        AlwaysFrom = markers.Count;
        foreach (string marker in always)
            Add(markers, marker);
        WantedCount = markers.Count;
        foreach (string marker in noted)
            Add(markers, marker);
        _markers = markers.ToArray();
        Fingerprints prints = new(_markers, ByteFilter.Buckets);
        _filter = ByteFilter.Make(prints);
        _offsets = prints.Offsets;
        _windows = new uint[_markers.Length];
        _next = new int[_markers.Length];
        for (int i = _markers.Length - 1; i >= 0; i--)
        {
            _windows[i] = MemoryMarshal.Read<uint>(_markers[i].AsSpan(_offsets[i]));
            ref short head = ref _heads[Hash(_windows[i])];
            _next[i] = head;
            head = (short)(i + 1);
        }
    }

    /// <summary>Index of the first marker that counts in any line, whoever wrote it.</summary>
    public int AlwaysFrom { get; }

    /// <summary>Number of markers that a line must be handed over for; those after them are the reader's own.</summary>
    public int WantedCount { get; }

    /// <summary>True when a line holds a marker that it must be handed over for; <paramref name="noted"/> when it holds one of the reader's own.</summary>
    /// <param name="line">The line.</param>
    /// <param name="scratch">Room to work in; the search itself keeps no state, since several readers may share it.</param>
    /// <param name="noted">True when it holds one of the reader's own.</param>
    public bool Contains(ReadOnlySpan<byte> line, HitList scratch, out bool noted)
    {
        scratch.Clear();
        Scan(line, scratch);
        noted = false;
        for (int i = 0; i < scratch.Count; i++)
        {
            if (!scratch.IsNoted(i))
                return true;
            noted = true;
        }

        return false;
    }

    /// <summary>
    /// Searches a block: adds the hits and counts line feeds in one pass. After a marker that the line must be handed over for, the rest of its
    /// line is not searched.
    /// </summary>
    /// <param name="data">The block.</param>
    /// <param name="hits">Receives the hits.</param>
    /// <returns>Number of line feeds.</returns>
    // Compiled once, at full speed: a run is over before the runtime would find out that this is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Scan(ReadOnlySpan<byte> data, HitList hits)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        ref short heads = ref MemoryMarshal.GetArrayDataReference(_heads);
        int lineFeeds = 0;
        int skipTo = 0;
        int othersTo = 0;
        int i = 0;
        while (true)
        {
            // Runs to the next candidates, 64 positions at a time.
            ulong candidates = Avx512Vbmi.IsSupported ? _filter.Next512(data, ref i, ref lineFeeds) : _filter.Next256(data, ref i, ref lineFeeds);
            if (candidates == 0)
                break;
            for (; candidates != 0; candidates &= candidates - 1)
            {
                int at = i - ByteFilter.Step + BitOperations.TrailingZeroCount(candidates);
                uint window = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, at));
                int head = Unsafe.Add(ref heads, (int)Hash(window));
                if (head != 0 && at >= skipTo)
                    Try(data, at, window, head, hits, ref skipTo, ref othersTo);
            }
        }

        lineFeeds += data[i..].Count((byte)'\n');
        for (; i + Fingerprints.Width <= data.Length; i++)
        {
            uint window = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, i));
            int head = Unsafe.Add(ref heads, (int)Hash(window));
            if (head != 0 && i >= skipTo)
                Try(data, i, window, head, hits, ref skipTo, ref othersTo);
        }

        return lineFeeds;
    }

    void Try(ReadOnlySpan<byte> data, int at, uint window, int head, HitList hits, ref int skipTo, ref int othersTo)
    {
        int begin = Compare(data, at, window, head, out int marker);
        // A program's own line is of no use, except where it tells the reader something.
        if (begin < 0 || (marker < AlwaysFrom && at < othersTo))
            return;
        bool noted = marker >= WantedCount;
        if (!noted)
        {
            int length = data[at..].IndexOf((byte)'\n');
            int end = length < 0 ? data.Length : at + length;
            if (marker < AlwaysFrom && SyslogLine.IsOfOtherProgram(data, begin))
            {
                othersTo = end;
                return;
            }

            skipTo = end;
        }

        hits.Add(begin, noted);
    }

    int Compare(ReadOnlySpan<byte> data, int at, uint window, int candidate, out int marker)
    {
        // Wanted markers stand before the reader's own in every chain.
        for (; candidate != 0; candidate = _next[candidate - 1])
        {
            marker = candidate - 1;
            int begin = at - _offsets[marker];
            if (_windows[marker] == window && begin >= 0 && begin <= data.Length - _markers[marker].Length
                && data.Slice(begin, _markers[marker].Length).SequenceEqual(_markers[marker]))
            {
                return begin;
            }
        }

        marker = -1;
        return -1;
    }

    static void Add(List<byte[]> markers, string marker)
    {
        if (marker.Length >= Fingerprints.Width && Ascii.IsValid(marker))
            markers.Add(Encoding.ASCII.GetBytes(marker));
    }

    static uint Hash(uint window) => window * 0x9E37_79B1u >> (32 - TableBits);
}
