using System.Buffers.Binary;
using System.Numerics;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>
/// One bit for each page frame, with the number of set bits before each group of 512, so that a page's place among the set ones is found at once. Stretches
/// without any page, which machines have between their banks of memory, take no room.
/// </summary>
sealed class PageBitmap
{
    const int ChunkBytes = 4096, GroupBytes = 64;
    const ulong ChunkFrames = ChunkBytes * 8;

    readonly Chunk?[] _chunks;
    readonly ulong[] _before;

    PageBitmap(Chunk?[] chunks, ulong[] before, ulong frames, ulong count) => (_chunks, _before, Frames, Count) = (chunks, before, frames, count);

    /// <summary>Frames that the bitmap speaks of.</summary>
    public ulong Frames { get; }

    /// <summary>Set bits.</summary>
    public ulong Count { get; }

    /// <summary>The bit of a frame; false for those beyond.</summary>
    public bool this[ulong frame] => frame < Frames && _chunks[frame / ChunkFrames] is { } chunk && chunk.Has((int)(frame % ChunkFrames));

    /// <summary>Reads a bitmap, as far as it is there.</summary>
    /// <param name="source">The file.</param>
    /// <param name="offset">Where it begins; bit n%8 of byte n/8 is that of frame n.</param>
    /// <param name="frames">Frames that it should speak of.</param>
    public static PageBitmap Read(ByteSource source, long offset, ulong frames)
    {
        ulong bytes = frames / 8 + (frames % 8 == 0 ? 0UL : 1), there = (ulong)Math.Clamp(source.Length - offset, 0, (long)bytes);
        Chunk?[] chunks = new Chunk?[(there + ChunkBytes - 1) / ChunkBytes];
        ulong[] before = new ulong[chunks.Length];
        byte[] bits = new byte[ChunkBytes];
        ulong count = 0, known = 0;
        for (int i = 0; i < chunks.Length; i++)
        {
            int wanted = (int)Math.Min(ChunkBytes, there - known), read = source.Read(offset + (long)known, bits.AsSpan(0, wanted));
            known += (ulong)read;
            bits.AsSpan(read).Clear();
            if (known * 8 > frames && read > 0)
                bits[read - 1] &= (byte)((1 << (int)(frames % 8)) - 1);
            before[i] = count;
            if (bits.AsSpan().ContainsAnyExcept((byte)0))
            {
                chunks[i] = new Chunk([.. bits]);
                count += (ulong)chunks[i]!.Count;
            }

            if (read < wanted)
                break;
        }

        return new PageBitmap(chunks, before, Math.Min(frames, known * 8), count);
    }

    /// <summary>True when the other one says the same.</summary>
    public bool SameAs(PageBitmap other)
    {
        if (Frames != other.Frames || Count != other.Count)
            return false;
        for (int i = 0; i < _chunks.Length; i++)
        {
            if (!(_chunks[i] is { } one ? other._chunks[i] is { } two && one.SameAs(two) : other._chunks[i] is null))
                return false;
        }

        return true;
    }

    /// <summary>Set bits before a frame.</summary>
    public ulong Rank(ulong frame)
    {
        if (frame >= Frames)
            return Count;
        int at = (int)(frame / ChunkFrames);
        return _before[at] + (ulong)(_chunks[at]?.Rank((int)(frame % ChunkFrames)) ?? 0);
    }

    /// <summary>Runs of frames whose bit is set, ascending.</summary>
    /// <param name="from">First frame to look at.</param>
    /// <param name="to">The frame after the last.</param>
    public IEnumerable<FrameRange> Runs(ulong from, ulong to)
    {
        to = Math.Min(to, Frames);
        ulong first = from, frame = from;
        bool within = false;
        while (frame < to)
        {
            Chunk? chunk = _chunks[frame / ChunkFrames];
            bool set = chunk?.Has((int)(frame % ChunkFrames)) ?? false;
            if (set && !within)
                first = frame;
            else if (!set && within)
                yield return new FrameRange(first, frame - first);
            within = set;
            frame = chunk is null ? (frame / ChunkFrames + 1) * ChunkFrames : frame + 1;
        }

        if (within)
            yield return new FrameRange(first, to - first);
    }

    sealed class Chunk
    {
        readonly byte[] _bits;
        readonly ushort[] _before = new ushort[ChunkBytes / GroupBytes];

        public Chunk(byte[] bits)
        {
            _bits = bits;
            for (int group = 0; group < _before.Length; group++)
            {
                _before[group] = (ushort)Count;
                Count += CountOf(bits.AsSpan(group * GroupBytes, GroupBytes));
            }
        }

        public int Count { get; }

        public bool Has(int bit) => (_bits[bit >> 3] >> (bit & 7) & 1) != 0;

        public bool SameAs(Chunk other) => _bits.AsSpan().SequenceEqual(other._bits);

        public int Rank(int bit)
        {
            int at = bit >> 3, group = at / GroupBytes;
            return _before[group] + CountOf(_bits.AsSpan(group * GroupBytes, at - group * GroupBytes)) + BitOperations.PopCount((uint)(_bits[at] & ((1 << (bit & 7)) - 1)));
        }

        static int CountOf(ReadOnlySpan<byte> bytes)
        {
            int count = 0;
            for (; bytes.Length >= 8; bytes = bytes[8..])
                count += BitOperations.PopCount(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            foreach (byte b in bytes)
                count += BitOperations.PopCount(b);
            return count;
        }
    }
}
