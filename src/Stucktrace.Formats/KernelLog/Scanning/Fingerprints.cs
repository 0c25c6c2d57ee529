using System.Numerics;

namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>
/// The fingerprints of a set of markers: of each marker the four neighbouring bytes that are rarest in logs, put into a few buckets so that what a
/// bucket accepts, byte by byte, is as rare as can be.
/// </summary>
sealed class Fingerprints
{
    /// <summary>Bytes in a fingerprint.</summary>
    public const int Width = 4;

    const float SharedFactor = 0.05f;

    readonly float[] _frequency = ByteFrequency.Make();
    readonly Bucket _union = new();

    /// <summary>Makes the fingerprints.</summary>
    /// <param name="markers">The markers, each of four bytes of ASCII or more.</param>
    /// <param name="buckets">How many buckets there may be.</param>
    public Fingerprints(IReadOnlyList<byte[]> markers, int buckets)
    {
        Offsets = new int[markers.Count];
        Bucket[] list = new Bucket[markers.Count];
        int[] taken = new int[markers.Count];
        int count = 0;
        for (int i = 0; i < markers.Count; i++)
        {
            Offsets[i] = RarestWindow(markers[i], taken);
            int window = BitConverter.ToInt32(markers[i], Offsets[i]);
            if (Array.IndexOf(taken, window, 0, count) >= 0)
                continue;
            list[count] = Bucket.Of(markers[i].AsSpan(Offsets[i], Width));
            Weigh(list[count]);
            taken[count++] = window;
        }

        Merge(list.AsSpan(0, count), buckets);
        Accepts = new ushort[Width][];
        for (int position = 0; position < Width; position++)
        {
            Accepts[position] = new ushort[128];
            int number = 0;
            for (int b = 0; b < count; b++)
            {
                if (list[b].IsGone)
                    continue;
                for (int value = 0; value < 128; value++)
                {
                    if (list[b].Holds(position, value))
                        Accepts[position][value] |= (ushort)(1 << number);
                }

                number++;
            }
        }
    }

    /// <summary>Where in each marker its fingerprint stands.</summary>
    public int[] Offsets { get; }

    /// <summary>For each position and each ASCII byte: the buckets, one bit each, that accept it there.</summary>
    public ushort[][] Accepts { get; }

    /// <summary>Where the best window is: a rare one, and rather one that another marker has too, for few windows make a sharp filter.</summary>
    int RarestWindow(byte[] marker, int[] taken)
    {
        int best = 0;
        float least = float.MaxValue;
        Span<char> window = stackalloc char[Width];
        for (int at = 0; at + Width <= marker.Length; at++)
        {
            float weight = 1;
            for (int k = 0; k < Width; k++)
            {
                window[k] = (char)marker[at + k];
                weight *= _frequency[marker[at + k]];
            }

            weight *= ByteFrequency.WordFactor(window);
            if (Array.IndexOf(taken, BitConverter.ToInt32(marker, at)) >= 0)
                weight *= SharedFactor;
            if (weight < least)
                (best, least) = (at, weight);
        }

        return best;
    }

    /// <summary>Joins the pair of buckets whose union lets least through, until there are few enough.</summary>
    void Merge(Span<Bucket> buckets, int count)
    {
        int n = buckets.Length;
        if (n <= count)
            return;
        int[] partner = new int[n];
        float[] price = new float[n];
        for (int i = 0; i < n; i++)
            FindPartner(buckets, i, partner, price);
        for (int left = n; left > count; left--)
        {
            int i = 0;
            for (int k = 1; k < n; k++)
            {
                if (price[k] < price[i])
                    i = k;
            }

            int j = partner[i];
            buckets[i].Join(buckets[j]);
            Weigh(buckets[i]);
            buckets[j].IsGone = true;
            price[j] = float.MaxValue;
            for (int k = 0; k < n; k++)
            {
                if (buckets[k].IsGone)
                    continue;
                if (k == i || partner[k] == i || partner[k] == j)
                    FindPartner(buckets, k, partner, price);
                else if (k < i && PriceOf(buckets[k], buckets[i]) is var lower && lower < price[k])
                    (price[k], partner[k]) = (lower, i);
            }
        }
    }

    void FindPartner(Span<Bucket> buckets, int i, int[] partner, float[] price)
    {
        price[i] = float.MaxValue;
        for (int j = i + 1; j < buckets.Length; j++)
        {
            if (!buckets[j].IsGone && PriceOf(buckets[i], buckets[j]) is var cost && cost < price[i])
                (price[i], partner[i]) = (cost, j);
        }
    }

    /// <summary>How much more two buckets let through as one.</summary>
    float PriceOf(Bucket a, Bucket b)
    {
        _union.Clear();
        _union.Join(a);
        _union.Join(b);
        Weigh(_union);
        return _union.Weight - a.Weight - b.Weight;
    }

    /// <summary>How much of a log a bucket lets through.</summary>
    void Weigh(Bucket bucket)
    {
        float weight = 1;
        for (int word = 0; word < 2 * Width; word += 2)
        {
            float share = 0;
            for (ulong set = bucket.Sets[word]; set != 0; set &= set - 1)
                share += _frequency[BitOperations.TrailingZeroCount(set)];
            for (ulong set = bucket.Sets[word + 1]; set != 0; set &= set - 1)
                share += _frequency[64 + BitOperations.TrailingZeroCount(set)];
            weight *= share;
        }

        bucket.Weight = weight;
    }

    /// <summary>The bytes that a bucket accepts at each of four positions, as sets of ASCII of two words each.</summary>
    sealed class Bucket
    {
        public ulong[] Sets { get; } = new ulong[2 * Width];

        public float Weight { get; set; }

        public bool IsGone { get; set; }

        public static Bucket Of(ReadOnlySpan<byte> window)
        {
            Bucket bucket = new();
            for (int k = 0; k < Width; k++)
                bucket.Sets[2 * k + (window[k] >> 6 & 1)] |= 1UL << (window[k] & 63);
            return bucket;
        }

        public bool Holds(int position, int value) => (Sets[2 * position + (value >> 6)] >> (value & 63) & 1) != 0;

        public void Clear() => Sets.AsSpan().Clear();

        public void Join(Bucket other)
        {
            for (int i = 0; i < Sets.Length; i++)
                Sets[i] |= other.Sets[i];
        }
    }
}
