using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Formats.Tests.Vmcore;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Tests.Dump;

/// <summary>Machines in the shape of each era are read to the last thread, with BTF and without.</summary>
public sealed class ShapedMachineTests
{
    public static TheoryData<KernelShape> Eras => [.. KernelShape.Eras];

    [Theory]
    [MemberData(nameof(Eras))]
    public void EveryTaskIsRead(KernelShape shape)
    {
        ShapedKernel made = new(shape);
        made.AddUsualTasks();
        DumpedKernel kernel = DumpedKernel.Find(new ShapedDump(made.Finish()), null, ReadLimits.Default, d => Assert.Fail(d.Id))!;
        DumpedMachine machine = DumpedMachine.Read(kernel, _ => { });
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 120, 133, 134], machine.Tasks.Select(t => t.Pid).Order());
        DumpedTask thread = machine.Tasks.Single(t => t.Pid == 134), leader = machine.Tasks.Single(t => t.Pid == 133), init = machine.Tasks.Single(t => t.Pid == 1);
        Assert.Equal(("crond-worker", 133, leader.Address, init.Address, leader.Mm), (thread.Comm, thread.Tgid, thread.Leader, thread.Parent, thread.Mm));
        Assert.True(leader.Mm != 0 && machine.Tasks.Single(t => t.Pid == 5) is { Mm: 0, StateLetter: 'S', Flags: 0x20_0000 } kernels && kernels.SavedStackPointer > kernels.Stack);
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public void ModulesAreReadWithTheirSymbols(KernelShape shape)
    {
        if (shape.Btf is not null)
            return;
        ShapedKernel made = new(shape);
        ulong first = made.AddModule("ext4", "ext4_init", "ext4_lookup"), second = made.AddModule("nfs", "nfs_read", "nfs_write", "nfs_open"), last = made.AddModule("dirpro", "get_process_name");
        DumpedKernel kernel = DumpedKernel.Find(new ShapedDump(made.Finish()), null, ReadLimits.Default, d => Assert.Fail(d.Id))!;
        DumpedMachine machine = DumpedMachine.Read(kernel, _ => { });
        Assert.Equal([("dirpro", last, last - 0x2000, 0x1000UL), ("nfs", second, second - 0x2000, 0x1000UL), ("ext4", first, first - 0x2000, 0x1000UL)], machine.Modules.Select(m => (m.Name, m.Address, m.TextBase, m.TextSize)));
        Assert.Equal((last - 0x2000, second - 0x2000 + 64), (machine.Modules[0].Symbols?.Find("get_process_name"), machine.Modules[1].Symbols?.Find("nfs_write")));
        string core = made.HasOldModules ? "core_text_size" : "core_layout.text_size";
        Assert.Equal(made.HasOldModules ? 0x16c : 0x164, machine.Kernel.Types.Field("module", core)?.Offset);
    }
}
