using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>The kernel of each era is found in memory made in its shape: symbols, page tables, places, layouts.</summary>
public sealed class ShapedKernelTests
{
    public static TheoryData<KernelShape> Eras => [.. KernelShape.Eras];

    [Theory]
    [MemberData(nameof(Eras))]
    public void TheKernelIsFound(KernelShape shape)
    {
        ShapedKernel made = new(shape);
        made.AddUsualTasks();
        ulong module = 0xffff_ffff_c000_0000;
        made.MapPages(module, 8192);
        made.Write(module + 4093, 0x1122_3344_5566_7788UL);
        ulong current = made.PerCpu("current_task", 8);
        made.Write(made.PerCpu(current, 1), made.InitTask);
        string longName = new('n', 300);
        if (shape.LongNames)
            made.Code(longName, [0xc3]);
        DumpedKernel kernel = Find(made);
        Assert.Equal(shape.Release, kernel.Release);
        Assert.Equal(shape.Kaslr ?? 0, kernel.KaslrOffset);
        Assert.Equal((made.PhysBase, made.TopTable, shape.DirectMap, shape.FiveLevels, shape.EncryptionMask), kernel.Memory.Translation is var t
            ? (t.PhysBase, t.Root, t.DirectMap!.Value, t.FiveLevels, t.EncryptionMask) : default);
        Assert.True(kernel.Memory.Translation is { ImageIsLinear: true, DirectMapIsLinear: true });
        foreach (string name in (string[])["_stext", "init_task", "k3_filler_function_1018", "linux_banner", shape.PerCpuPrefix + "current_task", "_end"])
            Assert.Equal(made.Symbol(name), kernel.Symbols.Find(name));
        Assert.Equal(shape.LongNames, kernel.Symbols.Find(longName) is not null);
        // Over the border of two pages that lie apart; through the direct map; a per-CPU variable.
        Assert.Equal(0x1122_3344_5566_7788UL, kernel.Memory.Number(module + 4093));
        Assert.Equal(made.InitTask, kernel.Memory.Number(made.PerCpu(kernel.Symbols.Find(shape.PerCpuPrefix + "current_task")!.Value, 1)));
        Assert.Equal(MemoryState.Unmapped, kernel.Memory.ReadNumber(module + 0x10_0000, 8, out _));
        Assert.Equal(MemoryState.Unmapped, kernel.Memory.ReadNumber(0x00f0_8000_0000_0000, 8, out _));
        if (shape.Btf is null)
        {
            Assert.Null(kernel.Types.Field("task_struct", "pid"));
            return;
        }

        foreach ((string structure, var fields) in shape.Layouts)
        {
            Assert.Equal(ShapedLayouts.SizeOf(fields), kernel.Types.SizeOf(structure));
            Assert.All(fields, f => Assert.Equal(new FieldPlace(f.Value.Offset, f.Value.Size, LayoutSource.BtfInDump), kernel.Types.Field(structure, f.Key)));
        }

        Assert.Null(kernel.Types.Field("task_struct", "blocked_on"));
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public void TheKernelIsFoundWithoutVmcoreinfo(KernelShape shape)
    {
        if (shape.Addresses == ShapedAddresses.PlaceRelative)
            return;
        ShapedKernel made = new(shape);
        made.AddUsualTasks();
        DumpWriter dump = made.Finish();
        dump.VmcoreInfo = null;
        DumpedKernel? kernel = DumpedKernel.Find(new ShapedDump(dump), null, ReadLimits.Default, d => Assert.Fail(d.Id));
        Assert.NotNull(kernel);
        Assert.Equal((shape.Release, made.PhysBase, made.Symbol("init_task")), (kernel.Release, kernel.Memory.Translation.PhysBase, kernel.Symbols.Find("init_task")!.Value));
    }

    internal static DumpedKernel Find(ShapedKernel made)
    {
        DumpedKernel? kernel = DumpedKernel.Find(new ShapedDump(made.Finish()), null, ReadLimits.Default, d => Assert.Fail($"{d.Id} {string.Join(' ', d.Message.Arguments)}"));
        Assert.NotNull(kernel);
        return kernel;
    }
}
