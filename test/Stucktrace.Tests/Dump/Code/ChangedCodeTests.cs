using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump.Code;

/// <summary>Code that somebody wrote over at run time: in a module, and at the begin of system calls.</summary>
public class ChangedCodeTests
{
    [Fact]
    public void OfAModuleIsToldFromTheKernelsOwnPatching()
    {
        DumpedMachine real = LabMachine.Of("K1");
        LoadedModule module = real.Modules.Single(m => m.Name == "dirpro_rcu");
        ulong walk = module.Symbols!.Find("get_process_name")!.Value, kill = module.Symbols.Find("new_sys_kill")!.Value, cold = module.Symbols.Find("lab_lookup")!.Value;
        DumpedMachine machine = Overlay(real, [
            (walk, Branch(0xe9, walk, kill)),                                              // a jump in place of the tracer's no-op
            (walk + 0x2e, [0x99]),                                                         // another instruction
            (walk + 0x4b - 8, [0xcc]),                                                     // a breakpoint
            (kill, Branch(0xe8, kill, real.Kernel.Symbols.Find("schedule")!.Value)),       // what the tracer may write
            (cold, Branch(0xe8, cold, walk)),                                              // a call of a module in the tracer's place
        ]);
        ModuleMemoryComparison found = RealModuleTests.Compare(machine, "dirpro_rcu", "dirpro_rcu");
        Assert.Equal(BuildAgreement.SameBuildId, found.Build);
        Assert.Equal(
            [(walk, CodeChangeKind.Jump), (walk + 0x2e, CodeChangeKind.Bytes), (walk + 0x43, CodeChangeKind.Breakpoint), (cold, CodeChangeKind.Call)],
            found.Changes.Select(c => (c.Address, c.Kind)).OrderBy(c => c.Address));
        CodeChange jump = found.Changes.Single(c => c.Kind == CodeChangeKind.Jump);
        Assert.Equal((kill, "new_sys_kill+0x0 [dirpro_rcu]", "get_process_name", 0ul, ".text"), (jump.Target, jump.TargetName!, jump.Function!, jump.FunctionOffset, jump.Section));
        CodeChange constant = found.Changes.Single(c => c.Kind == CodeChangeKind.Bytes);
        Assert.Equal((0x8d, 0x99), (constant.Expected.Single() + 0, constant.Found.Single() + 0));
        Assert.Equal(found.Changes.Sum(c => c.Expected.Zip(c.Found).Count(p => p.First != p.Second)), found.BytesUnexplained);
    }

    [Fact]
    public void AtTheBeginOfSystemCallsIsAHookOrTheTracers()
    {
        DumpedMachine real = LabMachine.Of("K1");
        ulong Call(string name) => real.Kernel.Symbols.Find("__x64_sys_" + name)!.Value;
        ulong target = real.Modules.Single(m => m.Name == "qemu_fw_cfg").Symbols!.Find("fw_cfg_showrev")!.Value;
        DumpedMachine machine = Overlay(real, [
            (Call("open"), [0x48, 0xb8, .. BitConverter.GetBytes(target), 0xff, 0xe0]),    // mov $target,%rax; jmp *%rax
            (Call("close"), [0x68, .. BitConverter.GetBytes((uint)target), 0xc3]),         // push $target; ret
            (Call("mkdir"), Branch(0xe8, Call("mkdir"), real.Kernel.Symbols.Find("schedule")!.Value)),
            (Call("rmdir"), Branch(0xe8, Call("rmdir"), target)),
            (Call("chdir"), [0xcc]),
        ]);
        List<KernelHook> hooks = [.. KernelTextHooks.Find(machine).Where(h => h.Symbol != "sys_call_table" && h.Symbol != "__x64_sys_kill")];
        Assert.Equal(
            [("chdir", KernelHookKind.Breakpoint), ("close", KernelHookKind.JumpAtBegin), ("open", KernelHookKind.JumpAtBegin), ("rmdir", KernelHookKind.CallAtBegin)],
            hooks.Select(h => (h.Symbol["__x64_sys_".Length..], h.Kind)).Order());
        Assert.All(hooks.Where(h => h.IsForeign), h => Assert.Equal((target, "fw_cfg_showrev+0x0 [qemu_fw_cfg]", "qemu_fw_cfg"), (h.Target, h.TargetName, h.Module)));
        Assert.False(hooks.Single(h => h.Kind == KernelHookKind.Breakpoint).IsForeign);
    }

    static byte[] Branch(byte opcode, ulong at, ulong target) => [opcode, .. BitConverter.GetBytes((int)unchecked(target - (at + 5)))];

    static DumpedMachine Overlay(DumpedMachine real, IEnumerable<(ulong Address, byte[] Bytes)> changes)
    {
        Dictionary<ulong, byte> bytes = [];
        foreach ((ulong address, byte[] written) in changes)
        {
            Assert.Equal(MemoryState.Present, real.Kernel.Memory.Translate(address, out ulong physical));
            for (int i = 0; i < written.Length; i++)
                bytes[physical + (ulong)i] = written[i];
        }

        DumpedKernel kernel = DumpedKernel.Find(new OverlaidDump(real.Kernel.File, bytes), null, ReadLimits.Default, static _ => { })!;
        return DumpedMachine.Read(kernel, static _ => { });
    }
}
