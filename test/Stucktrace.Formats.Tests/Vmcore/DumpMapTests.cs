using Stucktrace.Formats.Vmcore;
using Stucktrace.Formats.Vmcore.Containers;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>The two maps behind every read, against the plain way to do the same.</summary>
public sealed class DumpMapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(32_768)]
    [InlineData(32_769)]
    [InlineData(150_001)]
    public void TheBitmapCountsAsOneBitAfterTheOther(int frames)
    {
        Random random = new(frames);
        byte[] bits = new byte[frames / 8 + 40];
        for (int at = 0; at < bits.Length; at += 700)
        {
            // Stretches without, full and in between; the bits behind the last frame are set, and must not count.
            Span<byte> stretch = bits.AsSpan(at, Math.Min(700, bits.Length - at));
            if (random.Next(3) == 0)
                stretch.Fill(0xff);
            else if (random.Next(2) == 0)
                random.NextBytes(stretch);
        }

        bits.AsSpan(frames / 8 + 1).Fill(0xff);
        PageBitmap bitmap = PageBitmap.Read(new MemorySource(new byte[] { 9, 9, 9 }.Concat(bits).ToArray()), 3, (ulong)frames);
        Assert.Equal((ulong)frames, bitmap.Frames);
        List<FrameRange> runs = [];
        ulong count = 0;
        bool same = true;
        for (int frame = 0; frame < frames; frame++)
        {
            bool set = (bits[frame / 8] >> (frame % 8) & 1) != 0;
            same &= bitmap[(ulong)frame] == set && bitmap.Rank((ulong)frame) == count;
            if (!set)
                continue;
            count++;
            if (runs.Count > 0 && runs[^1].First + runs[^1].Count == (ulong)frame)
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            else
                runs.Add(new FrameRange((ulong)frame, 1));
        }

        Assert.True(same);
        Assert.Equal((count, count, false), (bitmap.Count, bitmap.Rank((ulong)frames + 5), bitmap[(ulong)frames]));
        Assert.Equal(runs, bitmap.Runs(0, ulong.MaxValue));
        ulong half = (ulong)frames / 2;
        Assert.Equal(bitmap.Rank(half), bitmap.Runs(0, half).Aggregate(0UL, (sum, r) => sum + r.Count));
        Assert.Equal(count - bitmap.Rank(half), bitmap.Runs(half, (ulong)frames).Aggregate(0UL, (sum, r) => sum + r.Count));
    }

    [Fact]
    public void RangesThatOverlapAreResolvedAsIfWrittenOneByOne()
    {
        Random random = new(8);
        for (int round = 0; round < 300; round++)
        {
            List<Extent> ranges = [];
            int[] owner = new int[200];
            int[] order = [.. Enumerable.Range(1, random.Next(1, 40))];
            random.Shuffle(order);
            foreach (int rank in order)
            {
                int start = random.Next(190), count = random.Next(1, Math.Min(60, 200 - start));
                ranges.Add(new Extent((ulong)start, (ulong)count, rank % 5 == 0 ? Extent.Nowhere : rank * 1000 + start, rank));
                for (int i = start; i < start + count; i++)
                    owner[i] = Math.Max(owner[i], rank);
            }

            ExtentMap map = new(ranges);
            int[] found = new int[200];
            ulong end = 0;
            foreach (Extent extent in map.Extents)
            {
                Assert.True(extent.Target >= end && extent.Count > 0);
                Assert.Equal(extent.Rank % 5 == 0 ? Extent.Nowhere : extent.Rank * 1000 + (long)extent.Target, extent.At);
                end = extent.End;
                found.AsSpan((int)extent.Target, (int)extent.Count).Fill(extent.Rank);
            }

            Assert.Equal(owner, found);
            Assert.Equal(end, map.End);
            for (ulong address = 0; address < 200; address++)
                Assert.Equal(map.Extents.TakeWhile(e => e.End <= address).Count(), map.FirstEndingAfter(address));
        }
    }
}
