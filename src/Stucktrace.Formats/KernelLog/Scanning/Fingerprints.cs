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
        HashSet<int> windows = [];
        List<Bucket> list = [];
        for (int i = 0; i < markers.Count; i++)
        {
            Offsets[i] = RarestWindow(markers[i]);
            ReadOnlySpan<byte> window = markers[i].AsSpan(Offsets[i], Width);
            if (windows.Add(BitConverter.ToInt32(window)))
                list.Add(Weigh(Bucket.Of(window)));
        }

        Merge(list, buckets);
        Accepts = new ushort[Width][];
        for (int position = 0; position < Width; position++)
        {
            Accepts[position] = new ushort[128];
            for (int b = 0; b < list.Count; b++)
            {
                for (UInt128 set = list[b].Set(position); set != 0; set &= set - 1)
                    Accepts[position][(int)UInt128.TrailingZeroCount(set)] |= (ushort)(1 << b);
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
    void Merge(List<Bucket> buckets, int count)
    {
        int n = buckets.Count;
        int[] partner = new int[n];
        float[] price = new float[n];
        for (int i = 0; i < n && n > count; i++)
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
            buckets[i] = Weigh(Bucket.Union(buckets[i], buckets[j]));
            buckets[j] = default;
            price[j] = float.MaxValue;
            for (int k = 0; k < n; k++)
            {
                if (!buckets[k].IsEmpty && (k <= i || partner[k] == i || partner[k] == j))
                    FindPartner(buckets, k, partner, price);
            }
        }

        buckets.RemoveAll(static b => b.IsEmpty);
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
            (ulong high, ulong low) = ((ulong)(bucket.Set(position) >> 64), (ulong)bucket.Set(position));
            float share = 0;
            for (; low != 0; low &= low - 1)
                share += _frequency[BitOperations.TrailingZeroCount(low)];
            for (; high != 0; high &= high - 1)
                share += _frequency[64 + BitOperations.TrailingZeroCount(high)];
            weight *= share;
        }

        return bucket with { Weight = weight };
    }

    /// <summary>The bytes that a bucket accepts at each of four positions, as sets of ASCII.</summary>
    readonly record struct Bucket(UInt128 First, UInt128 Second, UInt128 Third, UInt128 Fourth, float Weight)
    {
        public bool IsEmpty => First == 0;

        public static Bucket Of(ReadOnlySpan<byte> window) => new(Bit(window[0]), Bit(window[1]), Bit(window[2]), Bit(window[3]), 0);

        public static Bucket Union(in Bucket a, in Bucket b) => new(a.First | b.First, a.Second | b.Second, a.Third | b.Third, a.Fourth | b.Fourth, 0);

        public UInt128 Set(int position) => position switch { 0 => First, 1 => Second, 2 => Third, _ => Fourth };

        static UInt128 Bit(byte value) => UInt128.One << (value & 127);
    }
}
