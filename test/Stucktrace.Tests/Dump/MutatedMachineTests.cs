using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Dump.Registers;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump;

/// <summary>A real dump with bytes changed where registers, stacks, unwind tables and modules are read: nothing throws, nothing runs on without end.</summary>
public class MutatedMachineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void IsReadToTheEnd(int seed)
    {
        DumpedMachine real = LabMachine.Of("K1");
        LoadedModule module = real.Modules.Single(m => m.Name == "dirpro_rcu");
        var random = new Random(seed);
        var bytes = new Dictionary<ulong, byte>();
        ulong orc = real.Kernel.Symbols.Find("__start_orc_unwind")!.Value, places = real.Kernel.Symbols.Find("__start_orc_unwind_ip")!.Value;
        ulong notes = real.Kernel.Memory.Number(real.Kernel.Symbols.Find("crash_notes")!.Value)!.Value;
        foreach (DumpedTask task in real.Tasks.Where(t => t.Stack != 0))
            Change(task.Stack + 0x3800, 0x800, 40);
        foreach (DumpedCpu cpu in real.Cpus)
            Change(notes + cpu.PerCpuOffset, 360, 4);
        Change(module.Address, 0x380, 30);
        Change(module.TextBase, 0x1000, 30);
        Change(orc, 0x10_0000, 60_000);
        Change(places, 0x10_0000, 30_000);

        DumpedKernel kernel = DumpedKernel.Find(new OverlaidDump(real.Kernel.File, bytes), null, ReadLimits.Default, static _ => { })!;
        DumpedMachine machine = CpuRegisters.Complete(DumpedMachine.Read(kernel, static _ => { }), static _ => { });
        ModuleFile file = ModuleFile.Open(Checkout.Shared("lab", "ko", "dirpro_rcu.ko"), static _ => { })!;
        int frames = machine.Tasks.Sum(t => StackReader.Read(machine, t).Length);
        Assert.InRange(frames, machine.Tasks.Length / 2, machine.Tasks.Length * ReadLimits.MaxStackFrames);
        Assert.Contains(KernelTextHooks.Find(machine), h => h.Symbol == "__x64_sys_kill");
        foreach (LoadedModule loaded in machine.Modules)
        {
            ModuleMemoryComparison found = ModuleMemoryComparison.Compare(machine, loaded, file);
            Assert.True(found.Changes.Length <= ReadLimits.MaxCodeChanges);
            LoadedModuleCode.FromMemory(machine, loaded, "K1", static _ => { })?.Code.Functions.ToList().ForEach(f => Assert.True(f.Size < 1 << 20));
        }

        void Change(ulong address, int length, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (real.Kernel.Memory.Translate(address + (ulong)random.Next(length), out ulong physical) == MemoryState.Present)
                    bytes[physical] = (byte)random.Next(256);
            }
        }
    }
}
