using System.Buffers.Binary;
using System.Diagnostics;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Headers that lie: the lie is named with its place, the rest is used, and nothing is spent on it.</summary>
public sealed class CraftedDumpTests
{
    const int Second = 4096, Descriptors = 4096 * 2 + 4096 * 4;

    static void Put(byte[] file, int at, long value, int bytes = 8)
    {
        for (int i = 0; i < bytes; i++)
            file[at + i] = (byte)(value >> (8 * i));
    }

    static byte[] Sample(DumpPacking packing = DumpPacking.Zlib, int version = 6) => DumpSample.Make(packing, version).Kdump();

    /// <summary>Opens a file within bounds of time and memory, reads around in it, and gives the ids of what was said.</summary>
    static List<string> Ids(byte[] file, out DumpFile? dump, DumpOnDisk disk, ReadLimits? limits = null)
    {
        File.WriteAllBytes(disk.Paths[0], file);
        disk.Diagnostics.Clear();
        Stopwatch watch = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        dump = disk.TryOpen(limits);
        byte[] page = new byte[4096];
        for (ulong frame = 0; dump is not null && frame < 80; frame++)
            dump.Read(frame * 4096, page);
        Assert.True(watch.ElapsedMilliseconds < 3000, $"{watch.ElapsedMilliseconds} ms");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 48L << 20);
        return [.. disk.Diagnostics.Select(d => d.Id).Distinct(StringComparer.Ordinal)];
    }

    [Theory]
    [InlineData(428, 4, 65_536, "VMC0102", false)]
    [InlineData(428, 4, 0, "VMC0102", false)]
    [InlineData(428, 4, -4096, "VMC0102", false)]
    [InlineData(8, 4, 99, "VMC0105", true)]
    [InlineData(8, 4, -1, "VMC0105", true)]
    [InlineData(424, 4, 8 | 1, "VMC0110", true)]
    [InlineData(432, 4, 0xffff_ffff, "VMC0103", true)]
    [InlineData(436, 4, 0xffff_ffff, "VMC0103", true)]
    [InlineData(436, 4, 0, "VMC0106", true)]
    [InlineData(Second + 96, 8, 1L << 40, "VMC0106", true)]
    [InlineData(Second + 96, 8, -1, "VMC0106", true)]
    [InlineData(Second + 40, 8, -1, "VMC0107", true)]
    [InlineData(Second + 32, 8, -1, "VMC0107", true)]
    [InlineData(Second + 48, 8, 1L << 60, "VMC0601", true)]
    [InlineData(Second + 48, 8, -1, "VMC0601", true)]
    [InlineData(Second + 56, 8, -1, "VMC0601", true)]
    [InlineData(Second + 104, 4, 0x7fff_ffff, "VMC0603", true)]
    [InlineData(Second + 108, 4, -1, "VMC0603", true)]
    public void AHeaderOfKdumpIsDoubted(int at, int bytes, long value, string id, bool opened)
    {
        using DumpOnDisk disk = new([[]]);
        Assert.Empty(Ids(Sample(), out DumpFile? whole, disk));
        whole!.Dispose();
        byte[] file = Sample();
        Put(file, at, value, bytes);
        List<string> ids = Ids(file, out DumpFile? dump, disk);
        Assert.Contains(id, ids);
        Assert.Equal(opened, dump is not null);
        Assert.All(disk.Diagnostics.Where(d => d.Id == id), d => Assert.NotNull(d.Offset));
        dump?.Dispose();
    }

    [Theory]
    [InlineData("aarch64", false)]
    [InlineData("i686", false)]
    [InlineData("", true)]
    [InlineData("x86_64", true)]
    public void OtherMachinesAreRefused(string machine, bool opened)
    {
        DumpWriter writer = DumpSample.Make();
        writer.Machine = machine;
        using DumpOnDisk disk = new([[]]);
        Assert.Equal(opened ? [] : ["VMC0104"], Ids(writer.Kdump(), out DumpFile? dump, disk));
        Assert.Equal(opened, dump is not null);
        dump?.Dispose();
    }

    [Theory]
    [InlineData(0, 8, -1, MemoryState.Damaged)]
    [InlineData(0, 8, 0, MemoryState.Damaged)]
    [InlineData(0, 8, Descriptors, MemoryState.Damaged)]
    [InlineData(0, 8, long.MaxValue, MemoryState.Excluded)]
    [InlineData(8, 4, 0, MemoryState.Damaged)]
    [InlineData(8, 4, 4097, MemoryState.Damaged)]
    [InlineData(8, 4, -1, MemoryState.Damaged)]
    [InlineData(8, 4, 1, MemoryState.Damaged)]
    [InlineData(12, 4, 0, MemoryState.Damaged)]
    [InlineData(12, 4, 2, MemoryState.Damaged)]
    [InlineData(12, 4, 3, MemoryState.Damaged)]
    [InlineData(12, 4, 0x40, MemoryState.Damaged)]
    public void APageDescriptorThatLiesCostsItsPageOnly(int at, int bytes, long value, MemoryState expected)
    {
        byte[] file = Sample();
        Put(file, Descriptors + at, value, bytes);
        using DumpOnDisk disk = new([[]]);
        List<string> ids = Ids(file, out DumpFile? dump, disk);
        byte[] page = new byte[4096];
        Assert.Equal(expected, dump!.Read(4096, page));
        Assert.DoesNotContain(page, b => b != 0);
        Assert.Equal(MemoryState.Present, dump.Read(2 * 4096, page));
        Assert.Equal(expected == MemoryState.Damaged ? ["VMC0114"] : [], ids);
        dump.Dispose();
    }

    [Fact]
    public void APageThatUnpacksToMoreIsDamaged()
    {
        // The second page is noise and stored as it is: a bomb of zeroes is put in its place.
        byte[] file = Sample(), bomb = PagePacker.Zlib(new byte[1 << 19]);
        Assert.True(bomb.Length <= 4096);
        long at = BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(Descriptors + 24));
        Assert.Equal(4096, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(Descriptors + 32)));
        bomb.CopyTo(file, (int)at);
        Put(file, Descriptors + 24 + 8, bomb.Length, 4);
        Put(file, Descriptors + 24 + 12, 1, 4);
        using DumpOnDisk disk = new([[]]);
        Assert.Equal(["VMC0114"], Ids(file, out DumpFile? dump, disk));
        Assert.Equal(MemoryState.Damaged, dump!.Read(2 * 4096, new byte[1]));
        dump.Dispose();
    }

    [Fact]
    public void OfManyDamagedPagesTheFirstAreNamed()
    {
        DumpWriter writer = DumpSample.Make(DumpPacking.Lzo);
        for (ulong frame = 100; frame < 120; frame++)
            writer.Page(frame)[5] = 1;
        byte[] file = writer.Kdump();
        for (int i = 0; i < writer.Pages.Count; i++)
            Put(file, Descriptors + 24 * i + 8, 5, 4);
        using DumpOnDisk disk = new(file);
        using DumpFile dump = disk.Open();
        foreach (ulong frame in writer.Pages.Keys)
            Assert.Equal(MemoryState.Damaged, dump.Read(frame * 4096, new byte[8]));
        Assert.Equal([.. Enumerable.Repeat("VMC0114", 8), "VMC0115"], disk.Diagnostics.Select(d => d.Id));
    }

    [Theory]
    [InlineData(8, "VMC0110")]
    [InlineData(0, "VMC0116")]
    public void WhatTheWriterDidNotComeToIsLeftOut(int status, string id)
    {
        DumpWriter writer = DumpSample.Make(DumpPacking.Zlib);
        writer.ExtraStatus = status;
        byte[] file = writer.Kdump();
        file.AsSpan(Descriptors + 24 * 5, 24 * 3).Clear();
        using DumpOnDisk disk = new(file);
        using DumpFile dump = disk.Open();
        Assert.Equal((MemoryState.Present, MemoryState.Excluded, MemoryState.Excluded), (dump.StateOf(64), dump.StateOf(65), dump.Read(40_000UL * 4096, new byte[1])));
        Assert.Equal(status == 8, dump.Description.EndsWith("incomplete", StringComparison.Ordinal));
        Assert.Equal([id], disk.Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void AFullDiskdumpHasOneBitmap()
    {
        DumpWriter writer = DumpSample.Make();
        (writer.Signature, writer.Frames) = ("DISKDUMP", 0);
        writer.Pages.Remove(40_000);
        writer.Excluded.Clear();
        byte[] file = writer.Kdump();
        // One block of each bitmap: the second goes, the count says 1, and what lies behind moves down.
        byte[] one = [.. file[..(4096 * 3)], .. file[(4096 * 4)..]];
        Put(one, 436, 1, 4);
        for (int i = 0; i < writer.Pages.Count; i++)
            Put(one, 4096 * 3 + 24 * i, BinaryPrimitives.ReadInt64LittleEndian(one.AsSpan(4096 * 3 + 24 * i)) - 4096);
        using DumpOnDisk disk = new(one);
        using DumpFile dump = disk.Open();
        DumpSample.Check(writer, dump);
        Assert.Null(dump.PhysBase);
        Assert.Empty(disk.Diagnostics);
    }

    // Program headers from 64 on: one of notes, then the segments.
    const int Load = 64 + 56;

    [Theory]
    [InlineData(4, 1, 1, "VMC0201", false)]
    [InlineData(5, 1, 2, "VMC0201", false)]
    [InlineData(18, 2, 183, "VMC0201", false)]
    [InlineData(16, 2, 1, "VMC0209", false)]
    [InlineData(54, 2, 32, "VMC0202", false)]
    [InlineData(48, 4, 1, "VMC0110", true)]
    [InlineData(56, 2, 0xffff, "VMC0203", true)]
    [InlineData(56, 2, 0xfffe, "VMC0204", true)]
    [InlineData(32, 8, -1, "VMC0204", true)]
    [InlineData(32, 8, long.MaxValue, "VMC0204", true)]
    [InlineData(Load + 24, 8, -2, "VMC0206", true)]
    [InlineData(Load + 32, 8, -1, "VMC0206", true)]
    [InlineData(Load + 40, 8, -1, "VMC0206", true)]
    [InlineData(Load + 8, 8, -1, "VMC0206", true)]
    [InlineData(Load + 8, 8, long.MaxValue, "VMC0207", true)]
    [InlineData(Load + 32, 8, 1L << 40, "VMC0207", true)]
    [InlineData(64 + 32, 8, -1, "VMC0601", true)]
    [InlineData(64 + 8, 8, -1, "VMC0601", true)]
    public void AHeaderOfElfIsDoubted(int at, int bytes, long value, string id, bool opened)
    {
        byte[] file = DumpSample.Make().ElfCore();
        Put(file, at, value, bytes);
        using DumpOnDisk disk = new([[]]);
        List<string> ids = Ids(file, out DumpFile? dump, disk);
        Assert.Contains(id, ids);
        Assert.Equal(opened, dump is not null);
        Assert.All(disk.Diagnostics.Where(d => d.Id == id), d => Assert.NotNull(d.Offset));
        dump?.Dispose();
    }

    [Fact]
    public void OfSegmentsThatOverlapBytesCountMoreThanNone()
    {
        DumpWriter writer = DumpSample.Make();
        byte[] file = writer.ElfCore();
        // The segment of 520 claims the memory around 64 as left out, and that of 7 lies over 2 and 3 and a bit more.
        for (int at = Load; file[at] == 1; at += 56)
        {
            ulong frame = BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at + 24)) / 4096;
            if (frame == 520)
                Put(file, at + 24, 60 * 4096);
            if (frame == 520)
                Put(file, at + 40, 20 * 4096);
            if (frame == 7)
                Put(file, at + 24, 3 * 4096 + 100);
        }

        using DumpOnDisk disk = new(file);
        using DumpFile dump = disk.Open();
        byte[] page = new byte[4096];
        Assert.Equal(MemoryState.Present, dump.Read(64 * 4096, page));
        Assert.Equal(writer.Pages[64], page);
        Assert.Equal(MemoryState.Present, dump.Read(60 * 4096, page));
        Assert.Equal(writer.Pages[520], page);
        Assert.Equal(MemoryState.Excluded, dump.Read(63 * 4096, page));
        Assert.Equal(MemoryState.Present, dump.Read(3 * 4096, page));
        Assert.Equal(writer.Pages[3], page);
        // 100 bytes of page 4 come from the segment of 7, the rest was left out.
        Assert.Equal(MemoryState.Present, dump.Read(4 * 4096, page.AsSpan(0, 100)));
        Assert.Equal(writer.Pages[7][^100..], page[..100]);
        Assert.Equal(MemoryState.Excluded, dump.Read(4 * 4096, page));
        Assert.Equal(writer.Pages[7][^100..], page[..100]);
        Assert.Equal(MemoryState.Excluded, dump.StateOf(4));
        Assert.Empty(disk.Diagnostics);
    }

    [Fact]
    public void SegmentsWithoutAPhysicalAddressAreLeftOut()
    {
        DumpWriter writer = DumpSample.Make();
        writer.VirtualAddress = address => 0xffff_8800_0000_0000 + address;
        byte[] newer = writer.ElfCore(), older = writer.ElfCore();
        Put(newer, Load + 24, -1);
        for (int at = Load; older[at] == 1; at += 56)
            Put(older, at + 24, 0);
        using DumpOnDisk disk = new([[]]);
        Assert.Empty(Ids(newer, out DumpFile? dump, disk));
        Assert.Equal((MemoryState.NoSuchMemory, MemoryState.Present), (dump!.StateOf(1), dump.StateOf(64)));
        dump.Dispose();
        Assert.Equal(["VMC0208"], Ids(older, out dump, disk));
        Assert.Equal(MemoryState.Excluded, dump!.StateOf(0));
        Assert.Equal("6.1.0-test", dump.VmcoreInfo?.Release);
        dump.Dispose();
    }

    [Fact]
    public void NotesThatOverlapAreReadOnceForEachPlaceThatNamesThem()
    {
        DumpWriter writer = DumpSample.Make();
        writer.NotesApart = true;
        byte[] file = writer.ElfCore();
        // The second segment of notes begins where the first does.
        file.AsSpan(64, 56).CopyTo(file.AsSpan(64 + 56));
        using DumpOnDisk disk = new(file);
        using DumpFile dump = disk.Open();
        Assert.Equal(["CORE", "CORE"], dump.Notes.Select(n => n.Owner));
        Assert.Null(dump.VmcoreInfo);
    }

    [Theory]
    [InlineData(16, 2, "VMC0301")]
    [InlineData(24, 9, "VMC0301")]
    [InlineData(4096, -5, "VMC0303")]
    [InlineData(4096 + 8, -5, "VMC0303")]
    [InlineData(4096 + 8, long.MaxValue, "VMC0302")]
    [InlineData(4096 + 8, 0, "VMC0302")]
    public void ARecordThatLiesEndsAFlattenedDump(int at, long value, string id)
    {
        byte[] file = DumpWriter.Flatten(Sample());
        BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(at), value);
        using DumpOnDisk disk = new([[]]);
        Assert.Contains(id, Ids(file, out DumpFile? dump, disk));
        dump?.Dispose();
    }

    [Fact]
    public void AHoleOfExabytesCostsNothing()
    {
        byte[] file = Sample();
        Put(file, 436, 0xffff_ffff, 4);
        Put(file, Second + 96, 1L << 45);
        byte[] flat = DumpWriter.FlatRecords([(0, file), (1L << 60, new byte[10])]);
        using DumpOnDisk disk = new([[]]);
        ReadLimits limits = ReadLimits.Default with { MaxDumpFrames = 1 << 28 };
        Assert.Equal(["VMC0109"], Ids(flat, out DumpFile? dump, disk, limits));
        Assert.Equal(MemoryState.Excluded, dump!.StateOf(1UL << 40));
        dump.Dispose();
    }
}
