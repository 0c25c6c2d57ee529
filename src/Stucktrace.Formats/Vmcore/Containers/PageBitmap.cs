using System.Buffers.Binary;
using System.Numerics;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>One bit for each page frame, with the number of set bits before each group, so that a page's place among the set ones is found at once.</summary>
sealed class PageBitmap
{
    const int GroupBytes = 64;

    readonly byte[] _bits;
    readonly ulong[] _before;

    /// <summary>Takes a bitmap.</summary>
    /// <param name="bits">Bit n%8 of byte n/8 is that of frame n; owned from now on.</param>
    /// <param name="frames">Frames that count; bits beyond are not looked at.</param>
    public PageBitmap(byte[] bits, ulong frames)
    {
        Frames = Math.Min(frames, (ulong)bits.Length * 8);
        _bits = bits;
        if ((Frames & 7) != 0)
            bits[Frames >> 3] &= (byte)((1 << (int)(Frames & 7)) - 1);
        int used = (int)((Frames + 7) / 8);
        bits.AsSpan(used).Clear();
        _before = new ulong[used / GroupBytes + 1];
        ulong count = 0;
        for (int group = 0; group < _before.Length; group++)
        {
            _before[group] = count;
            count += CountOf(bits.AsSpan(Math.Min(group * GroupBytes, used), Math.Min(GroupBytes, used - Math.Min(group * GroupBytes, used))));
        }

        Count = count;
    }

    /// <summary>Frames that the bitmap speaks of.</summary>
    public ulong Frames { get; }

    /// <summary>Set bits.</summary>
    public ulong Count { get; }

    /// <summary>The bit of a frame; false for those beyond.</summary>
    public bool this[ulong frame] => frame < Frames && (_bits[frame >> 3] >> (int)(frame & 7) & 1) != 0;

    /// <summary>Set bits before a frame.</summary>
    public ulong Rank(ulong frame)
    {
        if (frame >= Frames)
            return Count;
        int at = (int)(frame >> 3), group = at / GroupBytes;
        ulong count = _before[group] + CountOf(_bits.AsSpan(group * GroupBytes, at - group * GroupBytes));
        return count + (ulong)BitOperations.PopCount((uint)(_bits[at] & ((1 << (int)(frame & 7)) - 1)));
    }

    /// <summary>Runs of frames whose bit is set, ascending.</summary>
    /// <param name="from">First frame to look at.</param>
    /// <param name="to">The frame after the last.</param>
    public IEnumerable<FrameRange> Runs(ulong from, ulong to)
    {
        to = Math.Min(to, Frames);
        ulong frame = from;
        while (frame < to)
        {
            if (!this[frame])
            {
                // Whole bytes of no page are passed over together.
                frame = (frame & 7) == 0 && _bits[frame >> 3] == 0 ? SkipEmpty(frame) : frame + 1;
                continue;
            }

            ulong first = frame;
            while (frame < to && this[frame])
                frame++;
            yield return new FrameRange(first, frame - first);
        }
    }

    ulong SkipEmpty(ulong frame)
    {
        int at = (int)(frame >> 3), next = _bits.AsSpan(at).IndexOfAnyExcept((byte)0);
        return next < 0 ? Frames : (ulong)(at + next) << 3;
    }

    static ulong CountOf(ReadOnlySpan<byte> bytes)
    {
        ulong count = 0;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            count += (ulong)BitOperations.PopCount(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte b in bytes)
            count += (ulong)BitOperations.PopCount(b);
        return count;
    }
}
