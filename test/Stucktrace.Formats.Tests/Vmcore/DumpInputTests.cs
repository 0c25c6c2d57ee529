using System.Collections.Immutable;
using System.Diagnostics;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.Tests.KernelLog;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Dumps among the inputs: recognised by content, parts of one together.</summary>
public sealed class DumpInputTests
{
    [Fact]
    public void EveryContainerIsRecognised()
    {
        DumpWriter writer = DumpSample.Make(DumpPacking.Lzo), qemu = DumpSample.Make(), older = DumpSample.Make();
        (qemu.LikeQemu, older.Signature) = (true, "DISKDUMP");
        using DumpOnDisk disk = new(writer.Kdump(), writer.ElfCore(), qemu.ElfCore(), older.Kdump(), DumpWriter.Flatten(writer.ElfCore()), Packed.With("gzip", writer.Kdump()));
        ImmutableArray<InputFile> inputs = InputDiscovery.Find([disk.Folder], ReadLimits.Default);
        Assert.Equal(6, inputs.Length);
        Assert.All(inputs, i => Assert.Equal((InputKind.Vmcore, i.Index, true), (i.Kind, i.Group, i.Readable)));
    }

    [Fact]
    public void PartsOfASplitDumpAreOneGroup()
    {
        DumpWriter writer = DumpSample.Make(DumpPacking.Zlib), other = DumpSample.Make();
        List<byte[]> parts = writer.SplitKdump(3, 64, 70);
        using DumpOnDisk disk = new();
        foreach ((string name, byte[] content) in ((string, byte[])[])[("a", DumpWriter.Flatten(parts[3], 500)), ("b", other.Kdump()), ("c", parts[1]), ("d", parts[0]), ("e", Packed.With("xz", parts[2]))])
            disk.Add(name, content);
        ImmutableArray<InputFile> inputs = InputDiscovery.Find([disk.Folder], ReadLimits.Default);
        Assert.Equal([("d", 0), ("c", 0), ("e", 0), ("a", 0), ("b", 4)], inputs.Select(i => (Path.GetFileName(i.Path), i.Group)));
        using DumpFile dump = DumpFile.Open([.. inputs.Where(i => i.Group == 0)], ReadLimits.Default)!;
        DumpSample.Check(writer, dump);
        Assert.All(inputs, i => Assert.Empty(i.Diagnostics));
    }

    [Fact]
    public void ADumpFromAPipeIsReadAndItsInputIsToldWhatIsWrong()
    {
        DumpWriter writer = DumpSample.Make();
        byte[] file = writer.Kdump();
        InputFile input = Assert.Single(InputDiscovery.Find(["-"], ReadLimits.Default, () => new MemoryStream(file[..^100])));
        List<long> steps = [];
        using DumpFile dump = DumpFile.Open([input], ReadLimits.Default, (_, read, _) => steps.Add(read))!;
        Assert.Equal(MemoryState.Present, dump.StateOf(1));
        Assert.Equal(MemoryState.Excluded, dump.StateOf(40_000));
        Assert.Equal("VMC0112", Assert.Single(input.Diagnostics).Id);
        Assert.Equal(file.Length - 100, steps[^1]);
    }

    [Fact]
    public void TheCoreOfAProcessIsNoDump()
    {
        DumpWriter writer = DumpSample.Make();
        byte[] core = writer.ElfCore();
        // Program headers from 64 on, the first one the notes: virtual addresses of a program, no physical ones.
        for (int at = 64 + 56; core[at] == 1; at += 56)
        {
            BitConverter.TryWriteBytes(core.AsSpan(at + 16), 0x7f00_0000_0000UL + (ulong)at * 4096);
            core.AsSpan(at + 24, 8).Clear();
        }

        using DumpOnDisk disk = new(core);
        Assert.Equal(InputKind.Unknown, InputDiscovery.Find(disk.Paths, ReadLimits.Default)[0].Kind);
    }

    [Fact]
    public void APackedDumpStopsAtTheLimitAndWhatWasUnpackedIsUsed()
    {
        DumpWriter writer = DumpSample.Make();
        byte[] file = writer.Kdump();
        byte[] packed = Packed.With("gzip", file);
        using DumpOnDisk disk = new(packed);
        using (DumpFile whole = disk.Open(ReadLimits.Default with { MaxDecompressedBytes = file.Length }))
            Assert.Empty(disk.Diagnostics);
        using DumpFile cut = disk.Open(ReadLimits.Default with { MaxDecompressedBytes = file.Length - 1 });
        Assert.Equal(["VMC0112", "LOG0204"], disk.Diagnostics.Select(d => d.Id).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(MemoryState.Present, cut.StateOf(520));
        Assert.Equal(MemoryState.Excluded, cut.StateOf(40_000));
    }

    [Fact]
    public void ACompressionBombOfADumpCostsTimeByTheLimit()
    {
        byte[] bomb = new byte[64 << 20];
        DumpSample.Make().Kdump().CopyTo(bomb, 0);
        using DumpOnDisk disk = new(Packed.With("gzip", bomb));
        Stopwatch watch = Stopwatch.StartNew();
        using DumpFile dump = disk.Open(ReadLimits.Default with { MaxDecompressedBytes = 1 << 20 });
        Assert.True(watch.ElapsedMilliseconds < 2000, $"{watch.ElapsedMilliseconds} ms");
        Assert.Contains(disk.Diagnostics, d => d.Id == "LOG0204");
    }
}
