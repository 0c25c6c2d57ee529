using System.Buffers.Binary;

namespace Stucktrace.Formats.Vmcore.Unpacking;

/// <summary>
/// Unpacks snappy's raw format (its format description): the unpacked size in groups of seven bits, then elements whose lowest two bits say whether they are
/// literal bytes or copies of earlier output with an offset of 1, 2 or 4 bytes.
/// </summary>
static class Snappy
{
    /// <summary>Unpacks a block.</summary>
    /// <param name="packed">The packed bytes.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <returns>How many; -1 when the block is damaged or larger than <paramref name="output"/>.</returns>
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> output)
    {
        int at = 0, length = 0;
        if (!Size(packed, ref at, out uint size) || size > (uint)output.Length)
            return -1;
        output = output[..(int)size];
        while (at < packed.Length)
        {
            int tag = packed[at++], kind = tag & 3;
            // Literals of more than 60 bytes have their length in 1 to 4 bytes of its own; copies have their offset there.
            int extra = kind == 0 ? Math.Max(0, (tag >> 2) - 59) : kind == 3 ? 4 : kind;
            if (extra > packed.Length - at)
                return -1;
            uint number = Number(packed.Slice(at, extra));
            at += extra;
            bool whole = kind switch
            {
                0 => Literals(packed, ref at, output, ref length, extra == 0 ? (uint)(tag >> 2) : number),
                1 => BackReference.Copy(output, ref length, ((tag >> 5) << 8) | (int)number, ((tag >> 2) & 7) + 4),
                _ => number <= int.MaxValue && BackReference.Copy(output, ref length, (int)number, (tag >> 2) + 1),
            };
            if (!whole)
                return -1;
        }

        return length == output.Length ? length : -1;
    }

    static bool Size(ReadOnlySpan<byte> packed, ref int at, out uint size)
    {
        size = 0;
        for (int shift = 0; shift < 35 && at < packed.Length; shift += 7)
        {
            byte b = packed[at++];
            if (shift == 28 && b > 15)
                return false;
            size |= (uint)(b & 0x7f) << shift;
            if (b < 0x80)
                return true;
        }

        return false;
    }

    static uint Number(ReadOnlySpan<byte> bytes)
    {
        Span<byte> word = stackalloc byte[4];
        word.Clear();
        bytes.CopyTo(word);
        return BinaryPrimitives.ReadUInt32LittleEndian(word);
    }

    static bool Literals(ReadOnlySpan<byte> packed, ref int at, Span<byte> output, ref int length, uint lessOne)
    {
        if (lessOne >= (uint)(packed.Length - at) || lessOne >= (uint)(output.Length - length))
            return false;
        int count = (int)lessOne + 1;
        packed.Slice(at, count).CopyTo(output[length..]);
        at += count;
        length += count;
        return true;
    }
}
