using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Each bound on dumps, on both sides.</summary>
public sealed class DumpLimitTests
{
    static void Check(byte[] file, Func<int, ReadLimits> limits, int enough, string id, Action<DumpFile> below)
    {
        using DumpOnDisk disk = new(file);
        using (DumpFile _ = disk.Open(limits(enough)))
            Assert.Empty(disk.Diagnostics);
        using DumpFile cut = disk.Open(limits(enough - 1));
        Assert.Equal(id, disk.Diagnostics[0].Id);
        below(cut);
    }

    [Fact]
    public void Notes() =>
        Check(DumpSample.Make().Kdump(), n => ReadLimits.Default with { MaxDumpNotes = n }, 2, "VMC0604", dump => Assert.Equal("CORE", Assert.Single(dump.Notes).Owner));

    [Fact]
    public void BytesOfNotes()
    {
        byte[] file = DumpSample.Make().ElfCore();
        int size = BitConverter.ToInt32(file, 64 + 32);
        using DumpOnDisk disk = new(file);
        using (DumpFile _ = disk.Open(ReadLimits.Default with { MaxDumpNoteBytes = size }))
            Assert.Empty(disk.Diagnostics);
        // The last byte is padding, the one before it belongs to vmcoreinfo.
        using (DumpFile _ = disk.Open(ReadLimits.Default with { MaxDumpNoteBytes = size - 1 }))
            Assert.Equal(["VMC0602"], disk.Diagnostics.Select(d => d.Id));
        disk.Diagnostics.Clear();
        using DumpFile cut = disk.Open(ReadLimits.Default with { MaxDumpNoteBytes = size - 2 });
        Assert.Equal(["VMC0602", "VMC0603"], disk.Diagnostics.Select(d => d.Id));
        Assert.Equal("CORE", Assert.Single(cut.Notes).Owner);
    }

    [Fact]
    public void Segments()
    {
        DumpWriter writer = DumpSample.Make();
        byte[] file = writer.ElfCore();
        Check(file, n => ReadLimits.Default with { MaxDumpSegments = n }, BitConverter.ToUInt16(file, 56), "VMC0205", dump =>
            Assert.Equal((MemoryState.Present, MemoryState.Excluded), (dump.StateOf(40_000), dump.StateOf(41_000))));
    }

    [Fact]
    public void Records()
    {
        byte[] file = DumpSample.Make().Kdump();
        Check(DumpWriter.Flatten(file, 5000), n => ReadLimits.Default with { MaxFlatRecords = n }, (file.Length + 4999) / 5000, "VMC0304", dump =>
            Assert.Equal((MemoryState.Present, MemoryState.Excluded), (dump.StateOf(1), dump.Read(40_000UL * 4096, new byte[1]))));
    }

    [Fact]
    public void Frames() =>
        Check(DumpSample.Make().Kdump(), n => ReadLimits.Default with { MaxDumpFrames = (ulong)n }, 41_010, "VMC0109", dump =>
        {
            Assert.Equal(MemoryState.Present, dump.Read(40_000UL * 4096, new byte[1]));
            Assert.Equal(MemoryState.Excluded, dump.StateOf(41_009));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData(3 * 4096)]
    [InlineData(1 << 20)]
    public void PagesThatAreKept(int bytes)
    {
        DumpWriter writer = DumpSample.Make(DumpPacking.Lzo);
        using DumpOnDisk disk = new(writer.Kdump());
        using DumpFile dump = disk.Open(ReadLimits.Default with { MaxDumpCacheBytes = bytes });
        Random random = new(2);
        ulong[] frames = [.. writer.Pages.Keys];
        byte[] word = new byte[8];
        for (int i = 0; i < 2000; i++)
        {
            ulong frame = frames[random.Next(frames.Length)];
            int offset = random.Next(4089);
            Assert.Equal(MemoryState.Present, dump.Read(frame * 4096 + (ulong)offset, word));
            Assert.Equal(writer.Pages[frame][offset..(offset + 8)], word);
        }
    }

    [Fact]
    public void TheCacheKeepsNoMoreThanItMay()
    {
        DumpWriter writer = DumpSample.Make();
        for (ulong frame = 1000; frame < 3000; frame++)
            writer.Page(frame)[0] = (byte)frame;
        using DumpOnDisk disk = new(writer.Kdump());
        using DumpFile dump = disk.Open(ReadLimits.Default with { MaxDumpCacheBytes = 16 * 4096 });
        byte[] one = new byte[1];
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool all = true;
        for (ulong frame = 1000; frame < 3000; frame++)
            all &= dump.Read(frame * 4096, one) == MemoryState.Present && one[0] == (byte)frame;
        Assert.True(all);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000);
    }

    [Fact]
    public void SeveralThreadsMayRead()
    {
        DumpWriter writer = DumpSample.Make(DumpPacking.Zlib);
        using DumpOnDisk disk = new(writer.Kdump());
        using DumpFile dump = disk.Open(ReadLimits.Default with { MaxDumpCacheBytes = 3 * 4096 });
        Parallel.For(0, 400, i =>
        {
            byte[] page = new byte[4096];
            foreach ((ulong frame, byte[] whole) in writer.Pages)
            {
                Assert.Equal(MemoryState.Present, dump.Read(frame * 4096, page));
                Assert.True(page.AsSpan().SequenceEqual(whole));
            }
        });
    }
}
