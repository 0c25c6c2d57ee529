using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Code;

/// <summary>
/// Finds system calls that somebody took over: entries of the system-call tables that lead out of the kernel's own code, and handlers whose first
/// instructions jump out of it. What the function tracer and kprobes write there is told apart.
/// </summary>
public static class KernelTextHooks
{
    // arch/x86/entry/syscall_64.c and its forerunners. Patching the first has no effect since the kernel jumps by comparisons (5.15.154, 6.1.84, 6.6.25, 6.8.4).
    static readonly string[] Tables = ["sys_call_table", "ia32_sys_call_table", "x32_sys_call_table"];

    // __x64_sys_kill since 4.17, before it sys_kill with SyS_kill beside it.
    static readonly string[] Prefixes = ["__x64_sys_", "__ia32_sys_", "__x32_compat_sys_", "__ia32_compat_sys_", "SyS_", "sys_"];

    const int LookedAt = 24, MostInstructions = 4;

    /// <summary>Finds them.</summary>
    /// <param name="machine">The machine in the dump.</param>
    public static ImmutableArray<KernelHook> Find(DumpedMachine machine)
    {
        DumpedCode code = StackReader.Of(machine).Code;
        List<KernelHook> hooks = [];
        foreach (string table in Tables)
            InTable(machine.Kernel, code, table, hooks);
        SymbolTable symbols = machine.Kernel.Symbols;
        HashSet<ulong> seen = [];
        foreach (KernelSymbol symbol in symbols.Starting(Prefixes))
        {
            if (symbol.IsCode && hooks.Count < ReadLimits.MaxKernelHooks && seen.Add(symbol.Address))
                AtFunction(code, symbol, hooks);
        }

        return [.. hooks];
    }

    static void InTable(DumpedKernel kernel, DumpedCode code, string name, List<KernelHook> hooks)
    {
        if (kernel.Symbols.Find(name) is not { } table)
            return;
        ulong count = Math.Min(((kernel.Symbols.NextAfter(table) ?? table) - table) / 8, ReadLimits.MaxSystemCalls);
        for (ulong i = 0; i < count && hooks.Count < ReadLimits.MaxKernelHooks; i++)
        {
            // Behind the last entry there may be other things: only a pointer to code of a module, or to where nothing is known, is one that was put there.
            if (kernel.Memory.Number(table + (i * 8)) is not { } target || target < Translation.ImageMap || code.IsKernelCode(target))
                continue;
            if (code.ModuleAt(target) is { } module)
                hooks.Add(new KernelHook(KernelHookKind.TableEntry, table + (i * 8), name, (int)i, [], target, CodeChanges.NameOf(code, target), module.Name));
        }
    }

    static void AtFunction(DumpedCode code, KernelSymbol symbol, List<KernelHook> hooks)
    {
        byte[] bytes = new byte[LookedAt];
        if (code.Memory.Read(symbol.Address, bytes) != MemoryState.Present)
            return;
        var decoder = Decoder.Create(64, new ByteArrayCodeReader(bytes));
        decoder.IP = symbol.Address;
        ulong loaded = 0;
        bool pushed = false;
        for (int i = 0; i < MostInstructions; i++)
        {
            decoder.Decode(out Instruction instruction);
            ulong target = TargetOf(code, instruction, pushed, ref loaded);
            pushed = instruction.Mnemonic == Mnemonic.Push;
            if (target != 0 && !code.IsKernelCode(target) && code.Memory.Translate(target, out _) == MemoryState.Present)
            {
                int length = (int)(instruction.NextIP - symbol.Address);
                ReadOnlySpan<byte> rest = bytes.AsSpan((int)(instruction.IP - symbol.Address));

                // A call of a trampoline that belongs to no module is the function tracer's.
                KernelHookKind kind = new PatchCheck(code).IsTrace(instruction.IP, rest) ? KernelHookKind.Tracer
                    : instruction.FlowControl is FlowControl.Call or FlowControl.IndirectCall ? KernelHookKind.CallAtBegin : KernelHookKind.JumpAtBegin;
                hooks.Add(new KernelHook(kind, symbol.Address, symbol.Name, 0, [.. bytes[..length]], target, CodeChanges.NameOf(code, target), code.ModuleAt(target)?.Name));
                return;
            }

            if (instruction.Code == Iced.Intel.Code.Int3 && i <= 1)
                hooks.Add(new KernelHook(KernelHookKind.Breakpoint, symbol.Address, symbol.Name, 0, [.. bytes[..(int)(instruction.NextIP - symbol.Address)]], 0, null, null));
            if (instruction.FlowControl is not (FlowControl.Next or FlowControl.Call) || instruction.Length == 0)
                return;
        }
    }

    // jmp or call to an address; mov of an address into a register and a jump there; a jump through the word behind it; push of an address and ret.
    static ulong TargetOf(DumpedCode code, in Instruction instruction, bool pushed, ref ulong loaded)
    {
        switch (instruction.FlowControl)
        {
            case FlowControl.UnconditionalBranch or FlowControl.Call when instruction.Op0Kind == OpKind.NearBranch64:
                return instruction.NearBranchTarget;
            case FlowControl.IndirectBranch or FlowControl.IndirectCall when instruction.IsIPRelativeMemoryOperand:
                return code.Memory.Number(instruction.IPRelativeMemoryAddress) ?? 0;
            case FlowControl.IndirectBranch or FlowControl.IndirectCall:
                return loaded;
            case FlowControl.Return:
                return pushed ? loaded : 0;
            default:
                if (instruction.Mnemonic is Mnemonic.Mov or Mnemonic.Push && instruction.OpCount > 0 &&
                    instruction.GetOpKind(instruction.OpCount - 1) is OpKind.Immediate64 or OpKind.Immediate32to64)
                {
                    loaded = instruction.GetImmediate(instruction.OpCount - 1);
                }

                return 0;
        }
    }
}
