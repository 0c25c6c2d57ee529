using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>
/// Looks up 64 bytes at a time which buckets of fingerprints accept them, at four positions. With AVX-512 VBMI a table of 128 entries is one
/// instruction; with AVX2 the two halves of a byte are looked up in tables of sixteen, which accepts a little more.
/// </summary>
sealed class ByteFilter
{
    /// <summary>Bytes in a step.</summary>
    public const int Step = 64;

    readonly Vector512<byte>[] _lower = new Vector512<byte>[2 * Fingerprints.Width];
    readonly Vector512<byte>[] _upper = new Vector512<byte>[2 * Fingerprints.Width];
    readonly Vector256<byte>[] _low = new Vector256<byte>[2 * Fingerprints.Width];
    readonly Vector256<byte>[] _high = new Vector256<byte>[2 * Fingerprints.Width];

    /// <summary>Buckets: two groups of eight, a bit each.</summary>
    public const int Buckets = 16;

    /// <summary>Makes the tables.</summary>
    public static ByteFilter Make(Fingerprints prints)
    {
        ByteFilter filter = new();
        for (int position = 0; position < Fingerprints.Width; position++)
            filter.Fill(position, prints.Accepts[position]);
        return filter;
    }

    /// <summary>Goes on to the next 64 bytes that hold a candidate.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="position">Where to begin; moves behind the step with the candidates.</param>
    /// <param name="lineFeeds">Grows by the line feeds passed.</param>
    /// <returns>A bit for each byte at which a fingerprint may begin; 0 when there is no whole step left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong Next512(ReadOnlySpan<byte> data, ref int position, ref int lineFeeds)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        Vector512<byte> lower0 = _lower[0], lower1 = _lower[1], lower2 = _lower[2], lower3 = _lower[3];
        Vector512<byte> upper0 = _upper[0], upper1 = _upper[1], upper2 = _upper[2], upper3 = _upper[3];
        Vector512<byte> lower4 = _lower[4], lower5 = _lower[5], lower6 = _lower[6], lower7 = _lower[7];
        Vector512<byte> upper4 = _upper[4], upper5 = _upper[5], upper6 = _upper[6], upper7 = _upper[7];
        Vector512<byte> lineFeed = Vector512.Create((byte)'\n');
        int last = data.Length - Step - Fingerprints.Width + 1;
        int feeds = 0;
        int i = position;
        ulong candidates = 0;
        while (i <= last && candidates == 0)
        {
            Vector512<byte> b0 = Vector512.LoadUnsafe(ref start, (nuint)i), b1 = Vector512.LoadUnsafe(ref start, (nuint)i + 1);
            Vector512<byte> b2 = Vector512.LoadUnsafe(ref start, (nuint)i + 2), b3 = Vector512.LoadUnsafe(ref start, (nuint)i + 3);
            feeds += BitOperations.PopCount(Vector512.Equals(b0, lineFeed).ExtractMostSignificantBits());
            Vector512<byte> first = Avx512Vbmi.PermuteVar64x8x2(lower0, b0, upper0) & Avx512Vbmi.PermuteVar64x8x2(lower1, b1, upper1)
                & Avx512Vbmi.PermuteVar64x8x2(lower2, b2, upper2) & Avx512Vbmi.PermuteVar64x8x2(lower3, b3, upper3);
            Vector512<byte> second = Avx512Vbmi.PermuteVar64x8x2(lower4, b0, upper4) & Avx512Vbmi.PermuteVar64x8x2(lower5, b1, upper5)
                & Avx512Vbmi.PermuteVar64x8x2(lower6, b2, upper6) & Avx512Vbmi.PermuteVar64x8x2(lower7, b3, upper7);
            candidates = ~Vector512.Equals(first | second, Vector512<byte>.Zero).ExtractMostSignificantBits();
            i += Step;
        }

        position = i;
        lineFeeds += feeds;
        return candidates;
    }

    /// <inheritdoc cref="Next512"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong Next256(ReadOnlySpan<byte> data, ref int position, ref int lineFeeds)
    {
        if (!Avx2.IsSupported)
            return 0;
        int last = data.Length - Step - Fingerprints.Width + 1;
        int i = position;
        ulong candidates = 0;
        while (i <= last && candidates == 0)
        {
            candidates = Half256(data, i, ref lineFeeds) | (ulong)Half256(data, i + Step / 2, ref lineFeeds) << (Step / 2);
            i += Step;
        }

        position = i;
        return candidates;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    uint Half256(ReadOnlySpan<byte> data, int at, ref int lineFeeds)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        Vector256<byte> half = Vector256.Create((byte)15);
        Vector256<byte> first = Vector256<byte>.AllBitsSet, second = first;
        lineFeeds += BitOperations.PopCount(Vector256.Equals(Vector256.LoadUnsafe(ref start, (nuint)at), Vector256.Create((byte)'\n')).ExtractMostSignificantBits());
        for (int k = 0; k < Fingerprints.Width; k++)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref start, (nuint)(at + k));
            Vector256<byte> low = bytes & half, high = (bytes.AsUInt16() >>> 4).AsByte() & half;
            first &= Avx2.Shuffle(_low[k], low) & Avx2.Shuffle(_high[k], high);
            second &= Avx2.Shuffle(_low[Fingerprints.Width + k], low) & Avx2.Shuffle(_high[Fingerprints.Width + k], high);
        }

        return ~Vector256.Equals(first | second, Vector256<byte>.Zero).ExtractMostSignificantBits();
    }

    void Fill(int position, ushort[] accepts)
    {
        Span<byte> lower = stackalloc byte[64], upper = stackalloc byte[64];
        for (int group = 0; group < 2; group++)
        {
            for (int value = 0; value < 64; value++)
                (lower[value], upper[value]) = ((byte)(accepts[value] >> (8 * group)), (byte)(accepts[value + 64] >> (8 * group)));
            _lower[group * Fingerprints.Width + position] = Vector512.Create<byte>(lower);
            _upper[group * Fingerprints.Width + position] = Vector512.Create<byte>(upper);
        }

        Span<byte> low = stackalloc byte[32], high = stackalloc byte[32];
        for (int group = 0; group < 2; group++)
        {
            low.Clear();
            high.Clear();
            for (int value = 0; value < 128; value++)
            {
                byte buckets = (byte)(accepts[value] >> (8 * group));
                low[value & 15] |= buckets;
                high[value >> 4] |= buckets;
            }

            low[..16].CopyTo(low[16..]);
            high[..16].CopyTo(high[16..]);
            _low[group * Fingerprints.Width + position] = Vector256.Create<byte>(low);
            _high[group * Fingerprints.Width + position] = Vector256.Create<byte>(high);
        }
    }
}
