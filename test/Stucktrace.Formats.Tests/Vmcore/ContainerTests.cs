using Stucktrace.Formats.Tests.KernelLog;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Every container gives back what was put in, and tells what was not.</summary>
public sealed class ContainerTests
{
    public static MatrixTheoryData<DumpPacking, int> PackingsAndVersions => new(Enum.GetValues<DumpPacking>(), [1, 2, 3, 4, 5, 6]);

    [Theory]
    [MemberData(nameof(PackingsAndVersions))]
    public void KdumpGivesBackWhatWasPutIn(DumpPacking packing, int version)
    {
        DumpWriter writer = DumpSample.Make(packing, version);
        using DumpOnDisk disk = new(writer.Kdump());
        using DumpFile dump = disk.Open();
        DumpSample.Check(writer, dump);
        Assert.Equal(31, dump.DumpLevel);
        Assert.Equal(0xffff_ffff_f300_0000, dump.PhysBase);
        Assert.Equal(version >= 3 ? "6.1.0-test" : null, dump.VmcoreInfo?.Release);
        Assert.Equal(version >= 4 ? ["CORE", "VMCOREINFO"] : [], dump.Notes.Select(n => n.Owner));
        Assert.Empty(disk.Diagnostics);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    public void ElfCoreGivesBackWhatWasPutIn(bool likeQemu, bool manySegments, bool notesApart)
    {
        DumpWriter writer = DumpSample.Make();
        (writer.LikeQemu, writer.ManySegments, writer.NotesApart) = (likeQemu, manySegments, notesApart);
        writer.VirtualAddress = address => 0xffff_8880_0000_0000 + address;
        using DumpOnDisk disk = new(writer.ElfCore());
        using DumpFile dump = disk.Open();
        DumpSample.Check(writer, dump);
        Assert.Equal(DumpFormat.ElfCore, dump.Format);
        Assert.Equal("6.1.0-test", dump.VmcoreInfo?.Release);
        Assert.Equal(["CORE", "VMCOREINFO"], dump.Notes.Select(n => n.Owner));
        DumpSegment first = dump.Segments[0];
        Assert.Equal((0xffff_8880_0000_1000, 0x1000UL, 0x3000UL, 0x5000UL), (first.VirtualAddress, first.PhysicalAddress, first.FileSize, first.MemorySize));
        Assert.Null(dump.DumpLevel);
        Assert.Null(dump.PhysBase);
        Assert.Empty(disk.Diagnostics);
    }

    [Theory]
    [InlineData(true, 100)]
    [InlineData(true, 4096)]
    [InlineData(false, 1000)]
    [InlineData(false, 100_000)]
    public void FlattenedRecordsMayComeInAnyOrder(bool elf, int recordBytes)
    {
        DumpWriter writer = DumpSample.Make(DumpPacking.Lzo);
        using DumpOnDisk disk = new(DumpWriter.Flatten(elf ? writer.ElfCore() : writer.Kdump(), recordBytes, new Random(3)));
        using DumpFile dump = disk.Open();
        DumpSample.Check(writer, dump);
        Assert.EndsWith("flattened", dump.Description, StringComparison.Ordinal);
        Assert.Empty(disk.Diagnostics);
    }

    [Fact]
    public void OfFlattenedRecordsThatOverlapTheLastOneCounts()
    {
        DumpWriter writer = DumpSample.Make();
        byte[] file = writer.Kdump();
        Random random = new(11);
        List<(long Offset, byte[] Data)> records = [(0, new byte[file.Length + 7])];
        for (int i = 0; i < 300; i++)
        {
            int at = random.Next(file.Length), count = Math.Min(random.Next(1, 3000), file.Length - at);
            byte[] noise = new byte[count];
            random.NextBytes(noise);
            records.Add((at, noise));
        }

        // The true bytes come in overlapping pieces, with noise still between them; each place is written truly at last.
        for (int at = 0; at < file.Length; at += 700)
            records.Add((at, file[at..Math.Min(file.Length, at + 1500)]));
        using DumpOnDisk disk = new(DumpWriter.FlatRecords(records));
        using DumpFile dump = disk.Open();
        DumpSample.Check(writer, dump);
        Assert.Empty(disk.Diagnostics);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void PartsOfASplitDumpAreReadTogether(int version)
    {
        DumpWriter writer = DumpSample.Make(DumpPacking.Zlib, version);
        List<byte[]> parts = writer.SplitKdump(3, 64, 70);
        using DumpOnDisk disk = new(parts[2], DumpWriter.Flatten(parts[0]), parts[3], parts[1]);
        using DumpFile dump = disk.Open();
        DumpSample.Check(writer, dump);
        Assert.EndsWith("4 parts", dump.Description, StringComparison.Ordinal);
        Assert.Empty(disk.Diagnostics);
    }

    [Fact]
    public void APartThatIsMissingIsLeftOut()
    {
        DumpWriter writer = DumpSample.Make(DumpPacking.Zlib);
        List<byte[]> parts = writer.SplitKdump(3, 64, 70);
        using DumpOnDisk disk = new(parts[0], parts[1], parts[1], parts[3]);
        using DumpFile dump = disk.Open();
        byte[] page = new byte[4096];
        Assert.Equal(MemoryState.Present, dump.Read(3 * 4096, page));
        Assert.Equal(MemoryState.Excluded, dump.Read(64 * 4096, page));
        Assert.Equal(MemoryState.Excluded, dump.StateOf(65));
        Assert.Equal(MemoryState.NoSuchMemory, dump.StateOf(67));
        Assert.Equal(MemoryState.Present, dump.Read(520 * 4096, page));
        Assert.Equal(["VMC0402", "VMC0403"], disk.Diagnostics.Select(d => d.Id));
        Assert.Equal((object[])["64", "70", "2"], disk.Diagnostics[1].Message.Arguments);
    }

    [Fact]
    public void AFileOfAnotherDumpIsNotMixedIn()
    {
        DumpWriter writer = DumpSample.Make(), other = DumpSample.Make();
        other.Page(9)[0] = 1;
        List<byte[]> parts = writer.SplitKdump(64);
        using DumpOnDisk disk = new(parts[0], other.SplitKdump(64)[1], parts[1], writer.ElfCore());
        using DumpFile dump = disk.Open();
        DumpSample.Check(writer, dump);
        Assert.Equal(["VMC0404", "VMC0401"], disk.Diagnostics.Select(d => d.Id));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void APackedDumpIsUnpackedFirst(string tool)
    {
        DumpWriter writer = DumpSample.Make(DumpPacking.Snappy);
        using DumpOnDisk disk = new(Packed.With(tool, writer.Kdump()));
        using DumpFile dump = disk.Open();
        DumpSample.Check(writer, dump);
        Assert.Empty(disk.Diagnostics);
    }

    [Fact]
    public void RawMemoryIsReadWhenAskedFor()
    {
        byte[] memory = new byte[4096 * 3 + 100];
        new Random(1).NextBytes(memory);
        using DumpOnDisk disk = new(memory);
        Assert.Null(disk.TryOpen());
        Assert.Equal("VMC0100", Assert.Single(disk.Diagnostics).Id);
        using DumpFile dump = DumpFile.OpenRaw(disk.Paths[0], ReadLimits.Default, disk.Diagnostics.Add)!;
        byte[] bytes = new byte[5000];
        Assert.Equal(MemoryState.Present, dump.Read(4000, bytes));
        Assert.Equal(memory[4000..9000], bytes);
        Assert.Equal([new FrameRange(0, 3)], dump.PresentFrames());
        Assert.Equal(MemoryState.NoSuchMemory, dump.Read(4096 * 3 - 1, bytes));
        Assert.Equal(memory[4096 * 3 - 1], bytes[0]);
        Assert.DoesNotContain(bytes[1..], b => b != 0);
    }
}
