using System.Text;
using Stucktrace.Formats.Vmcore.Unpacking;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>The unpackers of single pages, with blocks made by hand from the formats' descriptions.</summary>
public sealed class UnpackingTests
{
    delegate int Unpacker(ReadOnlySpan<byte> packed, Span<byte> output);

    static string? Text(Unpacker unpack, byte[] packed, int room = 200_000)
    {
        byte[] output = new byte[room];
        int length = unpack(packed, output);
        return length < 0 ? null : Encoding.Latin1.GetString(output.AsSpan(0, length));
    }

    static byte[] Bytes(params ReadOnlySpan<object> parts)
    {
        List<byte> bytes = [];
        foreach (object part in parts)
        {
            if (part is string text)
                bytes.AddRange(Encoding.Latin1.GetBytes(text));
            else
                bytes.Add((byte)(int)part);
        }

        return [.. bytes];
    }

    static readonly byte[] LzoEnd = [0x11, 0, 0];

    [Fact]
    public void LzoCopiesByEachInstruction()
    {
        // 1 L L D D D S S: 6 bytes from 3 back, then one literal.
        Assert.Equal("abcdabcdabX", Text(Lzo1x.Unpack, [.. Bytes(21, "abcd", 128 | (1 << 5) | (3 << 2) | 1, 0, "X"), .. LzoEnd]));
        // 0 1 L D D D S S: 4 bytes from 4 back; two literals; then, in state 2, 0 0 0 0 D D S S: 2 bytes from 1 back.
        Assert.Equal("abcdabcdXYYY", Text(Lzo1x.Unpack, [.. Bytes(21, "abcd", 64 | 32 | (3 << 2) | 2, 0, "XY", 0, 0), .. LzoEnd]));
        // 0 0 1 L L L L L with its length continued: 33 + 2 + 1 bytes from 1 back.
        Assert.Equal("abcd" + new string('d', 34), Text(Lzo1x.Unpack, [.. Bytes(21, "abcd", 32, 1, 0, 0), .. LzoEnd]));
        // Lengths go on by 255 for each zero.
        Assert.Equal("abcd" + new string('d', 33 + 255 + 255 + 7), Text(Lzo1x.Unpack, [.. Bytes(21, "abcd", 32, 0, 0, 7, 0, 0), .. LzoEnd]));
        // After a run of literals a low code reaches at least 2049 back; 3 bytes.
        string run = string.Concat(Enumerable.Range(0, 2100).Select(i => (char)('A' + i % 26 + i / 900)));
        Assert.Equal(run + run[(2100 - 2053)..][..3], Text(Lzo1x.Unpack, [.. Bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 2100 - 18 - 8 * 255, run, 0, 1), .. LzoEnd]));
        // 0 0 0 1 H L L L: from 16385 back.
        string far = string.Concat(Enumerable.Range(0, 20_000).Select(i => (char)('0' + i * 7 % 61)));
        List<byte> zeroes = [.. Enumerable.Repeat((byte)0, (20_000 - 19) / 255)];
        Assert.Equal(far + far[(20_000 - 16385)..][..5], Text(Lzo1x.Unpack, [0, .. zeroes, (byte)(20_000 - 18 - 255 * zeroes.Count), .. Encoding.Latin1.GetBytes(far), 16 | 3, 1 << 2, 0, .. LzoEnd]));
    }

    [Fact]
    public void DamagedLzoIsRefused()
    {
        byte[] good = [.. Bytes(21, "abcd", 128 | (1 << 5) | (3 << 2) | 1, 0, "X"), .. LzoEnd];
        for (int cut = 0; cut < good.Length; cut++)
            Assert.Null(Text(Lzo1x.Unpack, good[..cut]));
        Assert.Null(Text(Lzo1x.Unpack, [.. good, 0]));
        Assert.Null(Text(Lzo1x.Unpack, good, 10));
        Assert.NotNull(Text(Lzo1x.Unpack, good, 11));
        // 5 back where there are 4.
        Assert.Null(Text(Lzo1x.Unpack, [.. Bytes(21, "abcd", 128 | (4 << 2), 0), .. LzoEnd]));
        // A match before anything was written.
        Assert.Null(Text(Lzo1x.Unpack, [.. Bytes(64, 0), .. LzoEnd]));
        Assert.Null(Text(Lzo1x.Unpack, new byte[100_000]));
    }

    [Fact]
    public void SnappyCopiesByEachElement()
    {
        Assert.Equal("abcdabcdabX", Text(Snappy.Unpack, Bytes(11, 3 << 2, "abcd", 1 | (2 << 2), 4, 0, "X")));
        Assert.Equal("abcdbcdbcdX", Text(Snappy.Unpack, Bytes(11, 3 << 2, "abcd", 2 | (5 << 2), 3, 0, 0, "X")));
        Assert.Equal("abcdddddddX", Text(Snappy.Unpack, Bytes(11, 3 << 2, "abcd", 3 | (5 << 2), 1, 0, 0, 0, 0, "X")));
        string run = new('r', 300);
        // Sizes of literals in one and in two bytes, an offset of 11 bits.
        Assert.Equal(run[..100], Text(Snappy.Unpack, Bytes(100, 60 << 2, 99, run[..100])));
        Assert.Equal("q" + run + "qrrr", Text(Snappy.Unpack, Bytes(128 | (305 & 127), 305 >> 7, 0, "q", 61 << 2, 299 & 255, 299 >> 8, run, 1 | (1 << 5), 301 & 255)));
        Assert.Equal("", Text(Snappy.Unpack, [0]));
    }

    [Fact]
    public void DamagedSnappyIsRefused()
    {
        byte[] good = Bytes(11, 3 << 2, "abcd", 2 | (5 << 2), 3, 0, 0, "X");
        for (int cut = 0; cut < good.Length; cut++)
            Assert.Null(Text(Snappy.Unpack, good[..cut]));
        Assert.Null(Text(Snappy.Unpack, good, 10));
        Assert.Null(Text(Snappy.Unpack, [12, .. good[1..]]));
        Assert.Null(Text(Snappy.Unpack, [10, .. good[1..]]));
        // Far back, nowhere back, and a size that no 32 bits hold.
        Assert.Null(Text(Snappy.Unpack, Bytes(8, 3 << 2, "abcd", 2 | (3 << 2), 5, 0)));
        Assert.Null(Text(Snappy.Unpack, Bytes(8, 3 << 2, "abcd", 2 | (3 << 2), 0, 0)));
        Assert.Null(Text(Snappy.Unpack, Bytes(8, 3 << 2, "abcd", 3 | (3 << 2), 1, 0, 0, 128)));
        Assert.Null(Text(Snappy.Unpack, [0xff, 0xff, 0xff, 0xff, 0x7f, 0]));
        Assert.Null(Text(Snappy.Unpack, Bytes(4, 63 << 2, 255, 255, 255, 255, "abcd")));
    }

    [Theory]
    [InlineData(DumpPacking.Zlib)]
    [InlineData(DumpPacking.Lzo)]
    [InlineData(DumpPacking.Snappy)]
    [InlineData(DumpPacking.Zstd)]
    public void APageIsWholeOrRefused(DumpPacking packing)
    {
        byte[] page = new byte[4096], output = new byte[4096];
        Random random = new(7);
        for (int i = 0; i < page.Length; i++)
            page[i] = (byte)random.Next(i % 64 < 20 ? 256 : 3);
        byte[] packed = PagePacker.Pack(packing, page);
        Assert.True(PageDecoder.Unpack((PageCompression)packing, packed, output));
        Assert.Equal(page, output);
        Assert.False(PageDecoder.Unpack((PageCompression)packing, packed, new byte[4095]));
        Assert.False(PageDecoder.Unpack((PageCompression)packing, packed, new byte[4097]));
        Assert.False(PageDecoder.Unpack((PageCompression)packing, packed.AsSpan(0, packed.Length / 2), output));
        Assert.False(PageDecoder.Unpack((PageCompression)packing, [], output));
    }

    [Fact]
    public void TheSystemsZstdIsUnderstood()
    {
        byte[] page = new byte[4096];
        for (int i = 0; i < page.Length; i++)
            page[i] = (byte)(i / 3 % 50);
        byte[] output = new byte[4096];
        Assert.True(PageDecoder.Unpack(PageCompression.Zstd, KernelLog.Packed.With("zstd", page), output));
        Assert.Equal(page, output);
    }

    // RFC 1950: bit 5 of the second byte says that a dictionary is needed, whose sum follows.
    [Fact]
    public void AZlibPageThatWantsADictionaryIsDamaged() =>
        Assert.False(PageDecoder.Unpack(PageCompression.Zlib, [0x78, 0xbb, 1, 2, 3, 4, 0x4b, 0x04, 0, 0, 0x62, 0, 0x62], new byte[4096]));

    [Fact]
    public void TheSumOfAZlibPageIsChecked()
    {
        byte[] page = new byte[4096], output = new byte[4096];
        page[9] = 9;
        byte[] packed = PagePacker.Pack(DumpPacking.Zlib, page);
        Assert.True(PageDecoder.Unpack(PageCompression.Zlib, packed, output));
        for (int i = 1; i <= 4; i++)
        {
            packed[^i] ^= 4;
            Assert.False(PageDecoder.Unpack(PageCompression.Zlib, packed, output));
            packed[^i] ^= 4;
        }
    }
}
