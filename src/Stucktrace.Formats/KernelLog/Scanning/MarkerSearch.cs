using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>
/// Finds any of some hundred markers in raw bytes at memory speed. Each byte's two halves are looked up in sixteen-entry tables, 32 bytes at a time;
/// only where four neighbouring bytes may belong to one bucket of fingerprints is anything compared. (The idea is known as Teddy.)
/// </summary>
sealed class MarkerSearch
{
    const int TableBits = 12;

    readonly byte[][] _markers;
    readonly int[] _offsets;
    readonly uint[] _windows;
    readonly int[] _next;
    readonly short[] _heads = new short[1 << TableBits];
    readonly Vector256<byte>[] _low = new Vector256<byte>[2 * Fingerprints.Width];
    readonly Vector256<byte>[] _high = new Vector256<byte>[2 * Fingerprints.Width];

    /// <summary>Makes a search.</summary>
    /// <param name="wanted">Markers that a line must be handed over for.</param>
    /// <param name="noted">Markers of lines that only the reader looks at.</param>
    public MarkerSearch(IEnumerable<string> wanted, IEnumerable<string> noted)
    {
        List<byte[]> markers = [.. wanted.Where(m => m.Length >= Fingerprints.Width).Distinct(StringComparer.Ordinal).Select(Encoding.ASCII.GetBytes)];
        WantedCount = markers.Count;
        markers.AddRange(noted.Select(Encoding.ASCII.GetBytes));
        _markers = [.. markers];
        MaxLength = _markers.Length == 0 ? 0 : _markers.Max(m => m.Length);
        Fingerprints prints = new(_markers);
        _offsets = prints.Offsets;
        _windows = [.. _markers.Select((m, i) => MemoryMarshal.Read<uint>(m.AsSpan(_offsets[i])))];
        _next = new int[_markers.Length];
        for (int i = _markers.Length - 1; i >= 0; i--)
        {
            ref short head = ref _heads[Hash(_windows[i])];
            _next[i] = head;
            head = (short)(i + 1);
        }

        for (int group = 0; group < 2; group++)
        {
            for (int position = 0; position < Fingerprints.Width; position++)
            {
                _low[group * Fingerprints.Width + position] = Spread(prints.Low, group, position);
                _high[group * Fingerprints.Width + position] = Spread(prints.High, group, position);
            }
        }
    }

    /// <summary>Number of markers that a line must be handed over for; those after them are the reader's own.</summary>
    public int WantedCount { get; }

    /// <summary>Length of the longest marker.</summary>
    public int MaxLength { get; }

    /// <summary>Finds the first marker that begins at or after a position and lies wholly in the data.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="from">Where to begin; moves to one behind the beginning of the fingerprint found.</param>
    /// <param name="marker">Index of the marker, where found.</param>
    /// <returns>Where it begins, or -1.</returns>
    public int FindNext(ReadOnlySpan<byte> data, ref int from, out int marker)
    {
        int i = from;
        if (Avx2.IsSupported && data.Length - i >= 64)
        {
            int found = FindVector(data, ref i, out marker);
            if (found >= 0)
            {
                from = i;
                return found;
            }
        }

        for (; i + Fingerprints.Width <= data.Length; i++)
        {
            int found = Verify(data, i, out marker);
            if (found >= 0)
            {
                from = i + 1;
                return found;
            }
        }

        from = data.Length;
        marker = -1;
        return -1;
    }

    /// <summary>True when a line holds a marker that it must be handed over for; <paramref name="noted"/> when it holds one of the reader's own.</summary>
    public bool Contains(ReadOnlySpan<byte> line, out bool noted)
    {
        noted = false;
        int from = 0;
        while (FindNext(line, ref from, out int marker) >= 0)
        {
            if (marker < WantedCount)
                return true;
            noted = true;
        }

        return false;
    }

    int FindVector(ReadOnlySpan<byte> data, ref int from, out int marker)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        Vector256<byte> low0 = _low[0], low1 = _low[1], low2 = _low[2], low3 = _low[3];
        Vector256<byte> high0 = _high[0], high1 = _high[1], high2 = _high[2], high3 = _high[3];
        Vector256<byte> low4 = _low[4], low5 = _low[5], low6 = _low[6], low7 = _low[7];
        Vector256<byte> high4 = _high[4], high5 = _high[5], high6 = _high[6], high7 = _high[7];
        Vector256<byte> half = Vector256.Create((byte)15);
        nuint i = (nuint)from;
        nuint last = (nuint)(data.Length - 32 - Fingerprints.Width + 1);
        for (; i <= last; i += 32)
        {
            Vector256<byte> b0 = Vector256.LoadUnsafe(ref start, i), b1 = Vector256.LoadUnsafe(ref start, i + 1);
            Vector256<byte> l0 = b0 & half, h0 = (b0.AsUInt16() >>> 4).AsByte() & half;
            Vector256<byte> l1 = b1 & half, h1 = (b1.AsUInt16() >>> 4).AsByte() & half;
            Vector256<byte> first = Avx2.Shuffle(low0, l0) & Avx2.Shuffle(high0, h0) & Avx2.Shuffle(low1, l1) & Avx2.Shuffle(high1, h1);
            Vector256<byte> second = Avx2.Shuffle(low4, l0) & Avx2.Shuffle(high4, h0) & Avx2.Shuffle(low5, l1) & Avx2.Shuffle(high5, h1);
            Vector256<byte> b2 = Vector256.LoadUnsafe(ref start, i + 2), b3 = Vector256.LoadUnsafe(ref start, i + 3);
            Vector256<byte> l2 = b2 & half, h2 = (b2.AsUInt16() >>> 4).AsByte() & half;
            Vector256<byte> l3 = b3 & half, h3 = (b3.AsUInt16() >>> 4).AsByte() & half;
            first &= Avx2.Shuffle(low2, l2) & Avx2.Shuffle(high2, h2) & Avx2.Shuffle(low3, l3) & Avx2.Shuffle(high3, h3);
            second &= Avx2.Shuffle(low6, l2) & Avx2.Shuffle(high6, h2) & Avx2.Shuffle(low7, l3) & Avx2.Shuffle(high7, h3);
            uint candidates = ~Vector256.Equals(first | second, Vector256<byte>.Zero).ExtractMostSignificantBits();
            while (candidates != 0)
            {
                int at = (int)i + BitOperations.TrailingZeroCount(candidates);
                candidates &= candidates - 1;
                int found = Verify(data, at, out marker);
                if (found >= 0)
                {
                    from = at + 1;
                    return found;
                }
            }
        }

        from = (int)i;
        marker = -1;
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Verify(ReadOnlySpan<byte> data, int at, out int marker)
    {
        uint window = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), at));
        int candidate = _heads[Hash(window)];
        if (candidate == 0)
        {
            marker = -1;
            return -1;
        }

        return Compare(data, at, window, candidate, out marker);
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

    static uint Hash(uint window) => window * 0x9E37_79B1u >> (32 - TableBits);

    static Vector256<byte> Spread(byte[,,] table, int group, int position)
    {
        Span<byte> row = stackalloc byte[32];
        for (int half = 0; half < 16; half++)
            row[half] = row[half + 16] = table[group, position, half];
        return Vector256.Create<byte>(row);
    }
}
