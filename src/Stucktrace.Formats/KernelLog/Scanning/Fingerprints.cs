using System.Numerics;

namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>
/// The fingerprints of a set of markers: of each marker the four neighbouring bytes that are rarest in logs, put into sixteen buckets so that a
/// bucket's bytes, told apart by their two halves alone, match as little else as possible.
/// </summary>
sealed class Fingerprints
{
    /// <summary>Bytes in a fingerprint.</summary>
    public const int Width = 4;

    /// <summary>Number of buckets: two groups of eight, one bit each.</summary>
    public const int Buckets = 16;

    readonly float[] _frequency = ByteFrequency.Make();

    /// <summary>Makes the fingerprints.</summary>
    /// <param name="markers">The markers, each of four bytes or more.</param>
    public Fingerprints(IReadOnlyList<byte[]> markers)
    {
        Offsets = [.. markers.Select(RarestWindow)];
        List<Bucket> buckets = [.. markers.Select((m, i) => m.AsSpan(Offsets[i], Width).ToArray())
            .DistinctBy(w => BitConverter.ToUInt32(w)).Select(w => Weigh(Bucket.Of(w)))];
        Merge(buckets);
        for (int b = 0; b < buckets.Count; b++)
        {
            for (int position = 0; position < Width; position++)
                Spread(buckets[b], b, position);
        }
    }

    /// <summary>Where in each marker its fingerprint stands.</summary>
    public int[] Offsets { get; }

    /// <summary>For each group, position and value of the low half of a byte: the buckets that it can belong to.</summary>
    public byte[,,] Low { get; } = new byte[2, Width, 16];

    /// <summary>The same for the high half.</summary>
    public byte[,,] High { get; } = new byte[2, Width, 16];

    int RarestWindow(byte[] marker)
    {
        int best = 0;
        float least = float.MaxValue;
        for (int at = 0; at + Width <= marker.Length; at++)
        {
            float weight = 1;
            for (int k = 0; k < Width; k++)
                weight *= _frequency[marker[at + k]];
            if (weight < least)
                (best, least) = (at, weight);
        }

        return best;
    }

    /// <summary>Joins the pair of buckets whose union lets least through, until there are few enough.</summary>
    void Merge(List<Bucket> buckets)
    {
        if (buckets.Count <= Buckets)
            return;
        int n = buckets.Count;
        int[] partner = new int[n];
        float[] price = new float[n];
        for (int i = 0; i < n; i++)
            FindPartner(buckets, i, partner, price);
        for (int left = n; left > Buckets; left--)
        {
            int i = 0;
            for (int k = 1; k < n; k++)
            {
                if (price[k] < price[i])
                    i = k;
            }

            int j = partner[i];
            buckets[i] = Weigh(Bucket.Union(buckets[i], buckets[j]));
            buckets[j] = default;
            price[j] = float.MaxValue;
            for (int k = 0; k < n; k++)
            {
                if (!buckets[k].IsEmpty && (k == i || k < i || partner[k] == i || partner[k] == j))
                    FindPartner(buckets, k, partner, price);
            }
        }

        buckets.RemoveAll(b => b.IsEmpty);
    }

    void FindPartner(List<Bucket> buckets, int i, int[] partner, float[] price)
    {
        price[i] = float.MaxValue;
        for (int j = i + 1; j < buckets.Count; j++)
        {
            if (buckets[j].IsEmpty)
                continue;
            float cost = Weigh(Bucket.Union(buckets[i], buckets[j])).Weight - buckets[i].Weight - buckets[j].Weight;
            if (cost < price[i])
                (price[i], partner[i]) = (cost, j);
        }
    }

    /// <summary>How much of a log a bucket lets through.</summary>
    Bucket Weigh(Bucket bucket)
    {
        float weight = 1;
        for (int position = 0; position < Width; position++)
        {
            float share = 0;
            for (int high = bucket.High(position); high != 0; high &= high - 1)
            {
                int row = BitOperations.TrailingZeroCount(high) << 4;
                for (int low = bucket.Low(position); low != 0; low &= low - 1)
                    share += _frequency[row | BitOperations.TrailingZeroCount(low)];
            }

            weight *= share;
        }

        return bucket with { Weight = weight };
    }

    void Spread(Bucket bucket, int index, int position)
    {
        byte bit = (byte)(1 << (index & 7));
        for (int half = 0; half < 16; half++)
        {
            if ((bucket.Low(position) >> half & 1) != 0)
                Low[index >> 3, position, half] |= bit;
            if ((bucket.High(position) >> half & 1) != 0)
                High[index >> 3, position, half] |= bit;
        }
    }

    /// <summary>The halves of the bytes that a bucket accepts at each position: sixteen bits for each of four positions.</summary>
    readonly record struct Bucket(ulong LowHalves, ulong HighHalves, float Weight)
    {
        public bool IsEmpty => LowHalves == 0;

        public static Bucket Of(ReadOnlySpan<byte> window)
        {
            ulong low = 0, high = 0;
            for (int k = 0; k < Width; k++)
            {
                low |= 1UL << (16 * k + (window[k] & 15));
                high |= 1UL << (16 * k + (window[k] >> 4));
            }

            return new Bucket(low, high, 0);
        }

        public static Bucket Union(Bucket a, Bucket b) => new(a.LowHalves | b.LowHalves, a.HighHalves | b.HighHalves, 0);

        public int Low(int position) => (int)(LowHalves >> (16 * position) & 0xffff);

        public int High(int position) => (int)(HighHalves >> (16 * position) & 0xffff);
    }
}
