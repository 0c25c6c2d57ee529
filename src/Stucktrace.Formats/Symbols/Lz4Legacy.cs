using System.Buffers.Binary;

namespace Stucktrace.Formats.Symbols;

/// <summary>
/// The LZ4 format that kernels are packed with (the "legacy frame" of LZ4's format description): a magic number, then blocks, each with its packed size in
/// four bytes. A block is a row of sequences: a token with two lengths, literal bytes, and how far back to copy from.
/// </summary>
static class Lz4Legacy
{
    const int ShortestMatch = 4;

    internal static bool IsOne(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x02, 0x21, 0x4c, 0x18]);

    internal static ReadOnlyMemory<byte>? Unpack(ReadOnlySpan<byte> packed, int size, Action<InputDiagnostic> report, long at)
    {
        // No LZ4 block grows by more than 255 times.
        byte[] output = new byte[(int)Math.Min(size, Math.Min(int.MaxValue / 2, packed.Length * 255L))];
        int length = 0, position = 4;
        bool whole = true;
        while (whole && packed.Length - position >= 4)
        {
            uint block = BinaryPrimitives.ReadUInt32LittleEndian(packed[position..]);
            position += 4;
            int taken = (int)Math.Min(block, packed.Length - position);
            whole = taken == block && UnpackBlock(packed.Slice(position, taken), output, ref length);
            position += taken;
        }

        if (!whole)
            report(new InputDiagnostic("ELF0606", Message.Of("elf.0606", length), Offset: at + position));
        return length == 0 ? null : output.AsMemory(0, length);
    }

    static bool UnpackBlock(ReadOnlySpan<byte> block, Span<byte> output, ref int length)
    {
        int at = 0;
        while (at < block.Length)
        {
            int token = block[at++], literals = token >> 4, match = token & 15;
            if (!Extend(block, ref at, ref literals) || literals > block.Length - at || literals > output.Length - length)
                return false;
            block.Slice(at, literals).CopyTo(output[length..]);
            at += literals;
            length += literals;
            // The last sequence of a block has literals only.
            if (at == block.Length)
                return true;
            if (block.Length - at < 2)
                return false;
            int back = BinaryPrimitives.ReadUInt16LittleEndian(block[at..]);
            at += 2;
            if (!Extend(block, ref at, ref match) || back == 0 || back > length || match > output.Length - length - ShortestMatch)
                return false;
            // What is copied may overlap what is being written: byte by byte, as the format wants it.
            for (int end = length + match + ShortestMatch; length < end; length++)
                output[length] = output[length - back];
        }

        return true;
    }

    static bool Extend(ReadOnlySpan<byte> block, ref int at, ref int count)
    {
        if (count != 15)
            return true;
        while (at < block.Length)
        {
            int more = block[at++];
            count += more;
            if (more != 255)
                return count >= 0;
        }

        return false;
    }
}
