using System.Globalization;
using System.Text.Json;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>The kernel in the real dumps: places, symbols and layouts, held against what another program says with 858 MB of debug information.</summary>
public sealed class LabKernelTests
{
    public static TheoryData<string> Dumps => ["A1", "K1", "v9_mutex"];

    [Theory]
    [MemberData(nameof(Dumps))]
    public void EveryOffsetIsTheTruth(string dump)
    {
        DumpedKernel kernel = LabDump.Kernel(dump);
        using JsonDocument truth = JsonDocument.Parse(LabDump.Truth("offsets-6.1.192.json"));
        int compared = 0;
        foreach (JsonProperty structure in truth.RootElement.EnumerateObject())
        {
            foreach (JsonProperty field in structure.Value.EnumerateObject())
            {
                long? expected = field.Value.ValueKind == JsonValueKind.Null ? null : field.Value.GetInt64();
                if (field.NameEquals("sizeof"))
                {
                    Assert.Equal(expected, kernel.Types.SizeOf(structure.Name));
                }
                else
                {
                    FieldPlace? place = kernel.Types.Field(structure.Name, field.Name);
                    Assert.True(expected == place?.Offset, $"{structure.Name}.{field.Name}: {place?.Offset}, not {expected}");
                    Assert.True(place is null or { Source: LayoutSource.BtfInDump, Size: > 0 } or { Size: 0, Offset: 96 }, field.Name);
                }

                compared++;
            }
        }

        Assert.True(compared > 100, $"{compared} offsets");
    }

    [Theory]
    [InlineData("A1")]
    [InlineData("K1")]
    public void TheImageIsWhereKaslrPutIt(string dump)
    {
        DumpedKernel kernel = LabDump.Kernel(dump);
        using JsonDocument truth = JsonDocument.Parse(LabDump.Truth("main.json"));
        ulong moved = ulong.Parse(truth.RootElement.GetProperty(dump).GetProperty("kaslr").GetString().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.Equal(moved, kernel.KaslrOffset);
        Assert.Equal(0xffff_ffff_8100_0000 + moved, kernel.Symbols.Find("_stext"));
        Assert.Equal("6.1.0-56-amd64", kernel.Release);
        // current's task_struct, read through the direct map, begins where the truth says it does.
        ulong task = ulong.Parse(truth.RootElement.GetProperty(dump).GetProperty("task").GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        ulong pid = kernel.Memory.Number(task + (ulong)kernel.Types.Field("task_struct", "pid")!.Value.Offset, 4)!.Value;
        Assert.Equal((ulong)truth.RootElement.GetProperty(dump).GetProperty("pid").GetInt32(), pid);
    }

    [Theory]
    [MemberData(nameof(Dumps))]
    public void SymbolsAreComplete(string dump)
    {
        DumpedKernel kernel = LabDump.Kernel(dump);
        Assert.Equal(kernel.Memory.Number(kernel.File.VmcoreInfo!.Symbol("kallsyms_num_syms")!.Value, 4), (ulong)kernel.Symbols.Count);
        foreach (string name in (string[])["_stext", "init_uts_ns", "swapper_pg_dir", "kallsyms_names", "node_online_map"])
        {
            if (kernel.Symbols.Find(name) is { } found)
                Assert.Equal(kernel.File.VmcoreInfo!.Symbol(name), found);
        }

        Assert.Equal(("__x64_sys_kill", 5UL), kernel.Symbols.At(kernel.Symbols.Find("__x64_sys_kill")!.Value + 5) is { } at ? (at.Symbol.Name, at.Offset) : default);
    }

    [Theory]
    [MemberData(nameof(Dumps))]
    public void TheDirectMapAndTheImageAreSeenInTheTables(string dump)
    {
        Translation translation = LabDump.Kernel(dump).Memory.Translation;
        Assert.True(translation is { ImageIsLinear: true, DirectMapIsLinear: true, FiveLevels: false }, translation.ToString());
    }
}
