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

    readonly float[] _frequency = ByteFrequency.Make();

    /// <summary>Makes the fingerprints.</summary>
    /// <param name="markers">The markers, each of four bytes of ASCII or more.</param>
    /// <param name="buckets">How many buckets there may be.</param>
    public Fingerprints(IReadOnlyList<byte[]> markers, int buckets)
    {
        Offsets = new int[markers.Count];
        Bucket[] list = new Bucket[markers.Count];
        int count = 0;
        for (int i = 0; i < markers.Count; i++)
        {
            Offsets[i] = RarestWindow(markers[i]);
            Bucket bucket = Bucket.Of(markers[i].AsSpan(Offsets[i], Width));
            Weigh(bucket);
            bool known = false;
            for (int k = 0; k < count && !known; k++)
                known = list[k].SameSets(bucket);
            if (!known)
                list[count++] = bucket;
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

    int RarestWindow(byte[] marker)
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
                if (!buckets[k].IsGone && (k <= i || partner[k] == i || partner[k] == j))
                    FindPartner(buckets, k, partner, price);
            }
        }
    }

    void FindPartner(Span<Bucket> buckets, int i, int[] partner, float[] price)
    {
        price[i] = float.MaxValue;
        Bucket union = new();
        for (int j = i + 1; j < buckets.Length; j++)
        {
            if (buckets[j].IsGone)
                continue;
            union.Clear();
            union.Join(buckets[i]);
            union.Join(buckets[j]);
            Weigh(union);
            float cost = union.Weight - buckets[i].Weight - buckets[j].Weight;
            if (cost < price[i])
                (price[i], partner[i]) = (cost, j);
        }
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

        public bool SameSets(Bucket other) => Sets.AsSpan().SequenceEqual(other.Sets);

        public void Clear() => Sets.AsSpan().Clear();

        public void Join(Bucket other)
        {
            for (int i = 0; i < Sets.Length; i++)
                Sets[i] |= other.Sets[i];
        }
    }
}
