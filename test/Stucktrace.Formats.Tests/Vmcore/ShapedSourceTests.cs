using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>The kernel is found through every container, and by whatever that container tells; a symbol file is used when it is of the same build.</summary>
public sealed class ShapedSourceTests
{
    public static MatrixTheoryData<KernelShape, string> ErasAndContainers => new(KernelShape.Eras, ["kdump 6", "kdump 1", "flattened", "elf", "elf without addresses"]);

    [Theory]
    [MemberData(nameof(ErasAndContainers))]
    public void EveryContainerHoldsTheKernel(KernelShape shape, string container)
    {
        ShapedKernel made = new(shape);
        made.AddUsualTasks();
        DumpWriter dump = made.Finish();
        dump.Packing = DumpPacking.Zlib;
        // Version 1 has neither notes nor vmcoreinfo: all is found in memory.
        dump.Version = container is "kdump 1" ? 1 : 6;
        dump.VirtualAddress = physical => container is "elf" && physical - shape.Physical < 0x80_0000 ? made.Text + physical - shape.Physical : 0;
        byte[] file = container switch { "elf" or "elf without addresses" => dump.ElfCore(), "flattened" => DumpWriter.Flatten(dump.Kdump(), 5000, new Random(1)), _ => dump.Kdump() };
        if (container is "kdump 1" && shape.Addresses == ShapedAddresses.PlaceRelative)
            return;
        using DumpOnDisk disk = new(file);
        using DumpFile opened = disk.Open();
        DumpedKernel? kernel = DumpedKernel.Find(opened, null, ReadLimits.Default, disk.Diagnostics.Add);
        Assert.Empty(disk.Diagnostics);
        Assert.Equal((shape.Release, made.PhysBase, made.InitTask), (kernel?.Release, kernel?.Memory.Translation.PhysBase, kernel?.Symbols.Find("init_task")));
        string expected = container is "kdump 1" ? "vmc.image.banner" : "vmc.image.release";
        Message how = kernel!.HowFound.First(m => m.Id == expected);
        string source = shape.TellsPhysBase ? "vmc.base.info" : container is "elf" ? "vmc.base.segment" : container is "elf without addresses" ? "vmc.base.search" : "vmc.base.header";
        Assert.True(container is "kdump 1" || how.Arguments[0] is Message { Id: var id } && id == source, $"{how.Arguments[0]}");
    }

    [Theory]
    [InlineData(0x1, "vmc.base.qemu")]
    [InlineData(0x1001, "vmc.base.qemu")]
    [InlineData(0x4001, "vmc.base.search")]
    public void QemusPageTablesTellWhereTheImageLies(uint bits, string source)
    {
        // cr3 as the CPU had it: with a context number; that of user mode, with page table isolation; or of no kernel.
        ShapedKernel made = new(KernelShape.Eras[0]);
        DumpWriter dump = made.Finish();
        byte[] state = new byte[440];
        BinaryPrimitives.WriteUInt64LittleEndian(state.AsSpan(416), made.TopTable | bits);
        dump.Notes.Add(("QEMU", 0, state));
        DumpedKernel kernel = DumpedKernel.Find(new ShapedDump(dump), null, ReadLimits.Default, d => Assert.Fail(d.Id))!;
        Assert.Equal(source, ((Message)kernel.HowFound[0].Arguments[0]).Id);
        Assert.Equal((made.PhysBase, made.TopTable), (kernel.Memory.Translation.PhysBase, kernel.Memory.Translation.Root));
    }

    static SymbolFile File(byte[] bytes, string path) => SymbolFile.Read(bytes, path, d => Assert.Fail(d.Id))!;

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(10, 0, true)]
    [InlineData(10, 1, false)]
    public void TypesOfAFileAreUsedWhenTheyAgreeWithVmcoreinfo(int told, int wrong, bool used)
    {
        ShapedKernel made = new(KernelShape.Eras[2]);
        foreach ((string field, (int offset, _)) in made.Shape.Layouts["task_struct"].Take(told))
            made.Info.Append(CultureInfo.InvariantCulture, $"OFFSET(task_struct.{field})={offset + wrong}\n");
        SymbolFile types = File(ShapedBtf.Write(made.Shape.Layouts), "vmlinux.btf");
        List<InputDiagnostic> diagnostics = [];
        DumpedKernel kernel = DumpedKernel.Find(new ShapedDump(made.Finish()), types, ReadLimits.Default, diagnostics.Add)!;
        Assert.Equal(used ? new FieldPlace(0x1218, 8, LayoutSource.SymbolFile) : null, kernel.Types.Field("task_struct", "thread.sp"));
        Assert.Equal(used ? [] : ["VMC1106"], diagnostics.Select(d => d.Id));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0x10, false)]
    public void SymbolsOfAFileAreUsedWhenTheyAreOfThisBuild(int moved, bool used)
    {
        ShapedKernel made = new(KernelShape.Eras[1]);
        made.AddUsualTasks();
        made.Info.Append(CultureInfo.InvariantCulture, $"SYMBOL(linux_banner)={made.Symbol("linux_banner"):x}\nSYMBOL(page_offset_base)={made.Symbol("page_offset_base"):x}\n");
        StringBuilder map = new();
        foreach (string name in (string[])["_text", "_stext", "init_uts_ns", "linux_banner", "page_offset_base", "init_task", "__per_cpu_offset"])
            map.Append(CultureInfo.InvariantCulture, $"{made.Symbol(name) - made.Shape.Kaslr!.Value + (name is "page_offset_base" ? (ulong)moved : 0):x16} D {name}\n");
        DumpWriter dump = made.Finish();
        // Nothing of kallsyms: its tokens are gone.
        foreach (byte[] page in dump.Pages.Values)
        {
            int digits = page.AsSpan().IndexOf("0\01\02\03\0"u8);
            if (digits >= 0)
                page.AsSpan(digits, 8).Clear();
        }

        List<InputDiagnostic> diagnostics = [];
        DumpedKernel kernel = DumpedKernel.Find(new ShapedDump(dump), File(Encoding.ASCII.GetBytes(map.ToString()), "System.map"), ReadLimits.Default, diagnostics.Add)!;
        Assert.Equal(used ? made.InitTask : null, kernel.Symbols.Find("init_task"));
        Assert.Equal(used ? ["VMC1104"] : ["VMC1104", "VMC1106"], diagnostics.Select(d => d.Id));
        Assert.Equal(made.Shape.DirectMap, kernel.Memory.Translation.DirectMap);
    }

    [Fact]
    public void TheRealKernelsImageStandsInForItsSymbols()
    {
        SymbolFile image = SymbolFile.Open(DebianKernel.Vmlinuz, d => Assert.Fail(d.Id))!;
        DumpedKernel whole = LabDump.Kernel("K1");
        VeiledDump veiled = new(whole.File) { KeepsLine = line => !line.StartsWith("SYMBOL(kallsyms_", StringComparison.Ordinal) };
        Assert.Equal(MemoryState.Present, whole.Memory.Translate(whole.File.VmcoreInfo!.Symbol("kallsyms_token_table")!.Value, out ulong tokens));
        veiled.Hide(tokens);
        List<InputDiagnostic> diagnostics = [];
        DumpedKernel kernel = DumpedKernel.Find(veiled, image, ReadLimits.Default, diagnostics.Add)!;
        Assert.Equal(["VMC1104"], diagnostics.Select(d => d.Id));
        foreach (string name in (string[])["init_task", "modules", "__x64_sys_kill", "runqueues"])
            Assert.Equal(whole.Symbols.Find(name), kernel.Symbols.Find(name));
        Assert.Equal(whole.Types.Field("task_struct", "pid"), kernel.Types.Field("task_struct", "pid"));
    }
}
