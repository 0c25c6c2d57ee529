using System.Buffers.Binary;

namespace Stucktrace.Formats.Vmcore.Unpacking;

/// <summary>
/// Unpacks LZO1X as Linux documents it (Documentation/staging/lzo.rst): instructions that copy literal bytes or earlier output. What a low instruction byte
/// means depends on how many literals were copied before it: the state.
/// </summary>
static class Lzo1x
{
    // States 0 to 3: so many literals came after the last match; 4: a run of literals of its own.
    const int AfterRun = 4;

    /// <summary>Unpacks a block.</summary>
    /// <param name="packed">The packed bytes, with the end mark.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <returns>How many; -1 when the block is damaged or larger than <paramref name="output"/>.</returns>
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> output)
    {
        int at = 0, length = 0, state = 0;
        if (packed.Length > 0 && packed[0] > 17)
        {
            int first = packed[at++] - 17;
            if (!Literals(packed, ref at, output, ref length, first))
                return -1;
            state = first < AfterRun ? first : AfterRun;
        }

        while (at < packed.Length)
        {
            int code = packed[at++], count, back, literals;
            if (code < 16 && state == 0)
            {
                if (!Length(packed, ref at, code, 15, out count) || !Literals(packed, ref at, output, ref length, count + 3))
                    return -1;
                state = AfterRun;
                continue;
            }

            if (code is >= 16 and < 64)
            {
                bool far = code < 32;
                int mask = far ? 7 : 31;
                if (!Length(packed, ref at, code & mask, mask, out count) || packed.Length - at < 2)
                    return -1;
                int word = BinaryPrimitives.ReadUInt16LittleEndian(packed[at..]);
                at += 2;
                count += 2;
                back = (word >> 2) + (far ? 16384 + ((code & 8) << 11) : 1);
                // The distance 16384 is the end mark.
                if (far && back == 16384)
                    return at == packed.Length ? length : -1;
                literals = word & 3;
            }
            else
            {
                if (at == packed.Length)
                    return -1;
                int high = packed[at++];
                literals = code & 3;
                (count, back) = code >= 64 ? ((code >> 5) + 1, (high << 3) + ((code >> 2) & 7) + 1)
                    : state == AfterRun ? (3, (high << 2) + (code >> 2) + 2049) : (2, (high << 2) + (code >> 2) + 1);
            }

            if (!BackReference.Copy(output, ref length, back, count) || !Literals(packed, ref at, output, ref length, literals))
                return -1;
            state = literals;
        }

        return -1;
    }

    /// <summary>A length that is zero in its own bits goes on: zero bytes of 255 each, then one that is not zero.</summary>
    static bool Length(ReadOnlySpan<byte> packed, ref int at, int bits, int most, out int count)
    {
        count = bits;
        if (bits != 0)
            return true;
        count = most;
        for (; at < packed.Length; at++)
        {
            if (packed[at] != 0)
            {
                count += packed[at++];
                return true;
            }

            count += 255;
        }

        return false;
    }

    static bool Literals(ReadOnlySpan<byte> packed, ref int at, Span<byte> output, ref int length, int count)
    {
        if (count > packed.Length - at || count > output.Length - length)
            return false;
        packed.Slice(at, count).CopyTo(output[length..]);
        at += count;
        length += count;
        return true;
    }
}
