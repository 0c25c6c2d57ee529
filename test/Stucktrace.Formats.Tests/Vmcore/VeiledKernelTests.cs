using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>The kernel is found by the next source when one is missing, and it is the same kernel.</summary>
public sealed class VeiledKernelTests
{
    static readonly string[] Sources = ["none", "phys_base key", "all phys_base", "notes too", "kallsyms keys", "offsets of names", "vmcoreinfo", "vmcoreinfo in memory too"];

    public static TheoryData<string, string> Cases => [.. from dump in (string[])["A1", "K1", "v9_mutex"] from source in Sources select (dump, source)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheNextSourceGivesTheSame(string dump, string hidden)
    {
        DumpedKernel whole = LabDump.Kernel(dump);
        int level = Array.IndexOf(Sources, hidden);
        string[] prefixes =
        [
            .. level >= 1 ? ["NUMBER(phys_base)"] : Array.Empty<string>(), .. level >= 4 ? ["SYMBOL(kallsyms_"] : Array.Empty<string>(),
            .. level >= 5 ? ["OFFSET(uts_namespace.name)", "KERNELOFFSET", "NUMBER(pgtable_l5_enabled)"] : Array.Empty<string>(),
        ];
        VeiledDump veiled = new(whole.File)
        {
            KeepsLine = line => !prefixes.Any(p => line.StartsWith(p, StringComparison.Ordinal)),
            HasPhysBase = level < 2,
            HasNotes = level < 3,
            HasInfo = level < 6,
        };
        if (level == 7)
            HideInfo(veiled);
        DumpedKernel? found = DumpedKernel.Find(veiled, null, ReadLimits.Default, d => Assert.Fail(d.Id));
        Assert.NotNull(found);
        Assert.Equal((whole.Release, whole.KaslrOffset, whole.Symbols.Count), (found.Release, found.KaslrOffset, found.Symbols.Count));
        Assert.Equal(whole.Memory.Translation, found.Memory.Translation);
        Assert.Equal(whole.Symbols.Symbols, found.Symbols.Symbols);
        Assert.Equal(whole.Types.Field("task_struct", "tasks"), found.Types.Field("task_struct", "tasks"));
    }

    /// <summary>Hides every page with a text of vmcoreinfo.</summary>
    static void HideInfo(VeiledDump dump)
    {
        byte[] page = new byte[IPhysicalMemory.PageBytes];
        List<ulong> with = [];
        foreach (FrameRange range in dump.PresentFrames())
        {
            for (ulong frame = range.First; frame < range.First + range.Count; frame++)
            {
                dump.Read(frame * IPhysicalMemory.PageBytes, page);
                if (page.AsSpan().IndexOf("OSRELEASE=6"u8) >= 0)
                    with.Add(frame * IPhysicalMemory.PageBytes);
            }
        }

        Assert.NotEmpty(with);
        with.ForEach(dump.Hide);
    }
}
