using System.Text;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Memory that was damaged or made to harm: never an exception, never endless, and what is said is true.</summary>
public sealed class HostileKernelTests
{
    static DumpedKernel? Find(DumpWriter dump, ReadLimits? limits = null, List<InputDiagnostic>? diagnostics = null) =>
        DumpedKernel.Find(new ShapedDump(dump), null, limits ?? ReadLimits.Default, (diagnostics ?? []).Add);

    static ShapedKernel Make(int era)
    {
        ShapedKernel made = new(KernelShape.Eras[era]);
        made.AddUsualTasks();
        made.MapPages(0xffff_ffff_c000_0000, 8192);
        made.Write(0xffff_ffff_c000_0ff8, 0x1122_3344UL);
        return made;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    public void WithPagesLeftOutNothingBecomesWrong(int era)
    {
        ShapedKernel made = Make(era);
        DumpWriter dump = made.Finish();
        DumpedKernel whole = Find(dump)!;
        (string Name, ulong Address)[] symbols = [.. ((string[])["_stext", "init_task", "linux_banner", "k2_filler_function_905"]).Select(n => (n, whole.Symbols.Find(n)!.Value))];
        ulong[] words = [0xffff_ffff_c000_0ff8, 0xffff_ffff_c000_0ffc, made.InitTask, made.InitTask + 0x5c8, made.Symbol("init_uts_ns"), made.Shape.DirectMap + 0x4000_0000];
        ulong?[] values = [.. words.Select(w => whole.Memory.Number(w))];
        int unknown = 0;
        foreach (ulong frame in dump.Pages.Keys.ToArray())
        {
            dump.Excluded.Clear();
            dump.Excluded.Add(frame);
            if (Find(dump) is not { } kernel)
            {
                unknown++;
                continue;
            }

            Assert.Equal((whole.Release, whole.Memory.Translation.PhysBase), (kernel.Release, kernel.Memory.Translation.PhysBase));
            Assert.True(kernel.KaslrOffset == whole.KaslrOffset);
            Assert.True(kernel.Memory.Translation.DirectMap is null || kernel.Memory.Translation.DirectMap == whole.Memory.Translation.DirectMap);
            Assert.All(symbols, s => Assert.True(kernel.Symbols.Find(s.Name) is null || kernel.Symbols.Find(s.Name) == s.Address, s.Name));
            for (int i = 0; i < words.Length; i++)
                Assert.True(kernel.Memory.ReadNumber(words[i], 8, out ulong value) is var state && (state == MemoryState.Present ? value == values[i] : state == MemoryState.Excluded || values[i] is null), $"{words[i]:x} without {frame:x}: {state}");
            long? pid = kernel.Types.Field("task_struct", "pid")?.Offset;
            Assert.True(pid is null || pid == whole.Types.Field("task_struct", "pid")?.Offset);
            unknown += pid is null || kernel.Symbols.Count == 0 ? 1 : 0;
        }

        Assert.True(unknown > 5, $"{unknown}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void TablesThatPointToThemselvesEnd(int era)
    {
        ShapedKernel made = Make(era);
        DumpWriter dump = made.Finish();
        DumpedKernel kernel = Find(dump)!;
        for (ulong i = 0; i < 512; i++)
            dump.Put(made.TopTable + i * 8, made.TopTable | 3);
        AddressSpace loops = new(kernel.File, kernel.Memory.Translation with { ImageIsLinear = false, DirectMapIsLinear = false });
        foreach (ulong address in (ulong[])[0, 0x7fff_ffff_f000, made.Symbol("init_task"), made.Shape.DirectMap, ulong.MaxValue - 7])
        {
            // Every level leads to the same page: so does the address.
            Assert.Equal(MemoryState.Present, loops.Translate(address, out ulong found));
            Assert.Equal(made.TopTable + address % 4096, found);
        }

        Assert.Equal(MemoryState.Unmapped, loops.Translate(0x4000_0000_0000_0000, out _));
        // They do not map the image where it lies: it is read without them, and nothing else is.
        List<InputDiagnostic> diagnostics = [];
        DumpedKernel again = Find(dump, null, diagnostics)!;
        Assert.Contains(diagnostics, d => d.Id == "VMC1103");
        Assert.Equal(BitConverter.ToUInt64("Linux ve"u8), again.Memory.Number(made.Symbol("linux_banner")));
        Assert.Equal(MemoryState.NoSuchMemory, again.Memory.ReadNumber(made.Shape.DirectMap + made.Shape.Physical, 8, out _));
    }

    [Fact]
    public void TablesThatAreLeftOutAreSaidToBe()
    {
        ShapedKernel made = Make(5);
        DumpWriter dump = made.Finish();
        dump.Excluded.Add(made.TopTable / 4096);
        List<InputDiagnostic> diagnostics = [];
        DumpedKernel kernel = Find(dump, null, diagnostics)!;
        Assert.Equal(["VMC1105"], diagnostics.Select(d => d.Id));
        Assert.Equal(made.InitTask, kernel.Symbols.Find("init_task"));
        Assert.Equal(MemoryState.Excluded, kernel.Memory.ReadNumber(0xffff_ffff_c000_0ff8, 8, out _));
    }

    [Fact]
    public void TheKernelsLogIsLaidOutByVmcoreinfoAlone()
    {
        ShapedKernel made = Make(3);
        made.Info.Append("OFFSET(printk_ringbuffer.text_data_ring)=48\nOFFSET(prb_data_ring.data)=8\nOFFSET(printk_log.text_len)=10\nSIZE(printk_log)=16\nOFFSET(page.lru)=8\n");
        DumpedKernel kernel = Find(made.Finish())!;
        Assert.Equal(new FieldPlace(56, 8, LayoutSource.VmcoreInfo), kernel.Types.Field("printk_ringbuffer", "text_data_ring.data"));
        Assert.Equal(new FieldPlace(10, 2, LayoutSource.VmcoreInfo), kernel.Types.Field("printk_log", "text_len"));
        Assert.Equal(16, kernel.Types.SizeOf("printk_log"));
        Assert.Equal(new FieldPlace(8, 0, LayoutSource.VmcoreInfo), kernel.Types.Field("page", "lru"));
        Assert.Null(kernel.Types.Field("printk_ringbuffer", "desc_ring.descs"));
    }

    [Fact]
    public void LargePagesWhereThereCanBeNoneAreUnmapped()
    {
        ShapedKernel made = Make(1);
        DumpedKernel kernel = Find(made.Finish())!;
        made.Entry(0xffff_c000_0000_0000, 39, 0x83);
        AddressSpace memory = new(kernel.File, kernel.Memory.Translation);
        Assert.Equal(MemoryState.Unmapped, memory.Translate(0xffff_c000_0000_0000, out _));
        // A missing table gives its own state, whatever it would have mapped.
        made.Entry(0xffff_c100_0000_0000, 39, (1UL << 40) | 3);
        Assert.Equal(MemoryState.NoSuchMemory, new AddressSpace(kernel.File, kernel.Memory.Translation).Translate(0xffff_c100_0000_0000, out _));
        Assert.Equal(MemoryState.NoSuchMemory, memory.WithRoot(0x7_0000_0000).Translate(0x1000, out _));
    }

    [Theory]
    [InlineData("SYMBOL(init_uts_ns)", "ffffffffffffffff")]
    [InlineData("SYMBOL(init_uts_ns)", "0")]
    [InlineData("SYMBOL(_stext)", "ffffffffffffffff")]
    [InlineData("SYMBOL(_stext)", "123456789012345678901234567890")]
    [InlineData("SYMBOL(swapper_pg_dir)", "fffffffffffffff8")]
    [InlineData("NUMBER(phys_base)", "-9223372036854775808")]
    [InlineData("NUMBER(phys_base)", "9223372036854775807")]
    [InlineData("NUMBER(pgtable_l5_enabled)", "99999999999")]
    [InlineData("NUMBER(sme_mask)", "-1")]
    [InlineData("KERNELOFFSET", "ffffffffffffffff")]
    [InlineData("SYMBOL(kallsyms_num_syms)", "ffffffff81000000")]
    [InlineData("SYMBOL(kallsyms_names)", "ffffffff81000000")]
    [InlineData("SYMBOL(kallsyms_token_table)", "ffffffffffffff00")]
    [InlineData("SYMBOL(kallsyms_token_index)", "0")]
    [InlineData("SYMBOL(kallsyms_offsets)", "fffffffffffffffc")]
    [InlineData("SYMBOL(kallsyms_relative_base)", "1")]
    [InlineData("OSRELEASE", "6.2.0-other")]
    [InlineData("OFFSET(uts_namespace.name)", "9223372036854775807")]
    [InlineData("OFFSET(task_struct.pid)", "-4")]
    [InlineData("SIZE(task_struct)", "99999999999999")]
    public void KeysOfVmcoreinfoThatLieAreSeenThrough(string key, string value)
    {
        ShapedKernel made = Make(6);
        DumpWriter dump = made.Finish();
        dump.VmcoreInfo = $"{key}={value}\n{dump.VmcoreInfo}";
        if (Find(dump) is not { } kernel)
            return;
        Assert.Equal(made.Shape.Release, kernel.Release);
        Assert.Equal(made.PhysBase, kernel.Memory.Translation.PhysBase);
        Assert.True(kernel.Symbols.Count == 0 || kernel.Symbols.Find("init_task") == made.InitTask);
        Assert.True(kernel.Types.Field("task_struct", "pid") is null or { Offset: 0x3a0 });
    }

    [Fact]
    public void MutatedMemoryIsReadToTheEnd()
    {
        Random random = new(20261122);
        int found = 0;
        for (int round = 0; round < 400; round++)
        {
            DumpWriter dump = Make(round % KernelShape.Eras.Length).Finish();
            ulong[] frames = [.. dump.Pages.Keys];
            for (int i = random.Next(1, 40); i > 0; i--)
            {
                byte[] page = dump.Pages[frames[random.Next(frames.Length)]];
                int at = random.Next(page.Length - 8);
                if (random.Next(2) == 0)
                    BitConverter.TryWriteBytes(page.AsSpan(at & ~7), random.NextInt64());
                else
                    random.NextBytes(page.AsSpan(at, random.Next(8)));
            }

            StringBuilder info = new(dump.VmcoreInfo);
            for (int i = random.Next(3); i > 0; i--)
                info[random.Next(info.Length)] = (char)random.Next(32, 127);
            dump.VmcoreInfo = info.ToString();
            if (Find(dump) is not { } kernel)
                continue;
            found++;
            kernel.Types.Field("task_struct", "thread.sp");
            kernel.Types.SizeOf("task_struct");
            kernel.Symbols.At(kernel.Memory.Number(0xffff_ffff_c000_0ff8) ?? 0);
        }

        Assert.InRange(found, 50, 400);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void TheSizeOfBtfIsBounded(bool enough, bool read)
    {
        DumpWriter dump = Make(6).Finish();
        List<InputDiagnostic> diagnostics = [];
        int size = ShapedBtf.Write(KernelShape.Eras[6].Layouts).Length;
        DumpedKernel kernel = Find(dump, ReadLimits.Default with { MaxBtfBytes = enough ? size : size - 1 }, diagnostics)!;
        Assert.Equal((read, !read), (kernel.Graph is not null, diagnostics.Any(d => d.Id == "VMC1110")));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void PlacesOfTheImageThatAreTriedAreBounded(int more, bool isFound)
    {
        // Nothing tells phys_base: each page at the right distance from 2 MiB is tried, up to the right one.
        ShapedKernel made = Make(2);
        DumpWriter dump = made.Finish();
        ulong names = made.Physical(made.Symbol("init_uts_ns")) / 4096;
        int places = dump.Pages.Keys.Count(f => f <= names && f % 512 == names % 512);
        Assert.True(places > 1);
        Assert.Equal(isFound, Find(dump, ReadLimits.Default with { MaxImagePlaces = places + more, MaxSearchedFrames = 0 }) is not null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheSearchOfMemoryIsBounded(bool enough)
    {
        ShapedKernel made = Make(2);
        DumpWriter dump = made.Finish();
        ulong at = made.Allocate(4096, 4096);
        made.Write(at, Encoding.ASCII.GetBytes(dump.VmcoreInfo!));
        dump.VmcoreInfo = null;
        int frames = dump.Pages.Keys.TakeWhile(f => f <= made.Physical(at) / 4096).Count();
        DumpedKernel? kernel = Find(dump, ReadLimits.Default with { MaxSearchedFrames = enough ? frames : frames - 1, MaxElfSymbols = enough ? 1 << 20 : 1 });
        Assert.Equal(enough, kernel is not null);
    }

    [Theory]
    [InlineData(0x40_0000, true)]
    [InlineData(0x10_0000, false)]
    public void TheSearchOfTheImageIsBounded(int bytes, bool isFound)
    {
        DumpWriter dump = Make(0).Finish();
        List<InputDiagnostic> diagnostics = [];
        DumpedKernel kernel = Find(dump, ReadLimits.Default with { MaxKernelImageBytes = bytes }, diagnostics)!;
        Assert.Equal((isFound, !isFound), (kernel.Symbols.Count > 0, diagnostics.Any(d => d.Id == "VMC1104")));
    }

    [Theory]
    [InlineData(1 << 20, true)]
    [InlineData(4096, false)]
    public void TheTextOfSymbolsIsBounded(int bytes, bool isFound) =>
        Assert.Equal(isFound, Find(Make(0).Finish(), ReadLimits.Default with { MaxSymbolTextBytes = bytes })!.Symbols.Count > 0);
}
