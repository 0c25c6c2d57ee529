using System.Buffers.Binary;
using System.IO.Compression;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Packs single pages, plainly: the packers of real writers do better, and make use of every instruction that these use too.</summary>
static class PagePacker
{
    public static byte[] Pack(DumpPacking packing, ReadOnlySpan<byte> page) => packing switch
    {
        DumpPacking.Zlib => Zlib(page),
        DumpPacking.Lzo => Lzo(page),
        DumpPacking.Snappy => Snappy(page),
        DumpPacking.Zstd => Zstd(page),
        _ => page.ToArray(),
    };

    public static byte[] Zlib(ReadOnlySpan<byte> page)
    {
        using MemoryStream target = new();
        using (ZLibStream stream = new(target, CompressionLevel.Optimal, leaveOpen: true))
            stream.Write(page);
        return target.ToArray();
    }

    /// <summary>LZO1X with runs of literals, and matches at distances up to 16384.</summary>
    public static byte[] Lzo(ReadOnlySpan<byte> page)
    {
        List<byte> packed = [];
        int trailing = -1;
        foreach ((int start, int literals, int back, int count) in Steps(page, 4))
        {
            if (trailing < 0 && literals is > 0 and <= 238)
                packed.Add((byte)(17 + literals));
            else if (trailing >= 0 && literals < 4)
                packed[trailing] |= (byte)literals;
            else if (literals > 0)
                Length(packed, 0, literals - 3, 15);
            packed.AddRange(page.Slice(start, literals));
            if (count == 0)
                break;
            Length(packed, 32, count - 2, 31);
            trailing = packed.Count;
            packed.Add((byte)((back - 1) << 2));
            packed.Add((byte)((back - 1) >> 6));
        }

        packed.AddRange([0x11, 0, 0]);
        return [.. packed];

        static void Length(List<byte> packed, int code, int count, int most)
        {
            if (count <= most)
            {
                packed.Add((byte)(code | count));
                return;
            }

            packed.Add((byte)code);
            for (count -= most; count > 255; count -= 255)
                packed.Add(0);
            packed.Add((byte)count);
        }
    }

    /// <summary>snappy's raw format.</summary>
    public static byte[] Snappy(ReadOnlySpan<byte> page)
    {
        List<byte> packed = [];
        for (uint size = (uint)page.Length; ; size >>= 7)
        {
            packed.Add((byte)(size > 127 ? size | 128 : size));
            if (size <= 127)
                break;
        }

        foreach ((int start, int literals, int back, int count) in Steps(page, 4))
        {
            if (literals > 60)
                packed.AddRange([61 << 2, (byte)(literals - 1), (byte)((literals - 1) >> 8)]);
            else if (literals > 0)
                packed.Add((byte)((literals - 1) << 2));
            packed.AddRange(page.Slice(start, literals));
            for (int left = count; left > 0; left -= 64)
                packed.AddRange([(byte)(((Math.Min(left, 64) - 1) << 2) | 2), (byte)back, (byte)(back >> 8)]);
        }

        return [.. packed];
    }

    /// <summary>A Zstandard frame of one block: raw, or one repeated byte.</summary>
    public static byte[] Zstd(ReadOnlySpan<byte> page)
    {
        bool same = page.IndexOfAnyExcept(page[0]) < 0;
        // Magic, a single segment whose size stands in two bytes, less 256; the block: last, kind, size.
        Span<byte> head = [0x28, 0xb5, 0x2f, 0xfd, 0x60, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(head[5..], (ushort)(page.Length - 256));
        int block = 1 | (same ? 2 : 0) | (page.Length << 3);
        (head[7], head[8], head[9]) = ((byte)block, (byte)(block >> 8), (byte)(block >> 16));
        return [.. head, .. same ? page[..1] : page];
    }

    /// <summary>Cuts a page into literals, each followed by a match (at the end by none).</summary>
    static List<(int Start, int Literals, int Back, int Count)> Steps(ReadOnlySpan<byte> page, int shortest)
    {
        List<(int Start, int Literals, int Back, int Count)> steps = [];
        Dictionary<uint, int> seen = [];
        int start = 0, at = 0;
        while (at + shortest <= page.Length)
        {
            uint key = BinaryPrimitives.ReadUInt32LittleEndian(page[at..]);
            bool known = seen.TryGetValue(key, out int before);
            seen[key] = at;
            if (!known)
            {
                at++;
                continue;
            }

            int count = shortest;
            while (at + count < page.Length && page[before + count] == page[at + count])
                count++;
            steps.Add((start, at - start, at - before, count));
            at += count;
            start = at;
        }

        steps.Add((start, page.Length - start, 0, 0));
        return steps;
    }
}
