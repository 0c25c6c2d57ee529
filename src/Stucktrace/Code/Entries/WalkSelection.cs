using Iced.Intel;

namespace Stucktrace.Code.Entries;

/// <summary>
/// Picks the functions that are worth following values through: those that call something of interest, hand out the address of a function, or touch what
/// only the kernel should. In a module that looks symbols up or opens memory, all of them: there a helper may do anything.
/// </summary>
static class WalkSelection
{
    static readonly string[] Telling =
    [
        "kallsyms_lookup_name", "kallsyms_on_each_symbol", "register_kprobe", "register_kretprobe", "register_ftrace_function", "sys_call_table", "set_memory_rw", "set_memory_x",
        "change_page_attr", "text_poke", "filp_open", "ftrace_set_filter_ip", "lookup_address", "sys_close", "sys_open", "sys_read",
    ];

    internal static IReadOnlyList<Function> Of(ModuleCode code)
    {
        ModuleImage image = code.Image;
        HashSet<ulong> called = [];
        foreach (ExternalSymbol symbol in image.Externals)
        {
            if (Array.IndexOf(Telling, symbol.Name) >= 0)
                return code.Functions;
            if (KernelFunctions.Find(symbol.Name) is { Role: not (KernelFunctionRole.Write or KernelFunctionRole.Compare) })
                called.Add(symbol.Address);
        }

        List<Function> chosen = [];
        foreach (Function function in code.Functions)
        {
            Interest interest = InterestOf(code, function, called);
            if (interest == Interest.Telling)
                return code.Functions;
            if (interest == Interest.Some)
                chosen.Add(function);
        }

        return chosen;
    }

    enum Interest
    {
        None,
        Some,
        Telling,
    }

    static Interest InterestOf(ModuleCode code, Function function, HashSet<ulong> called)
    {
        Interest interest = Interest.None;
        foreach (ref readonly Instruction instruction in code.GraphOf(function).Instructions.AsSpan())
        {
            switch (instruction.FlowControl)
            {
                case FlowControl.Call or FlowControl.UnconditionalBranch when instruction.Op0Kind == OpKind.NearBranch64 && called.Contains(instruction.NearBranchTarget):
                    interest = Interest.Some;
                    break;
                case FlowControl.Next when instruction.Mnemonic == Mnemonic.Mov:
                    if (instruction.Op0Kind == OpKind.Register && instruction.Op0Register == Register.CR0)
                        return Interest.Telling;
                    if (instruction.Op1Kind == OpKind.Immediate32to64 && IsFunction(code, unchecked((ulong)instruction.Immediate32to64)))
                        interest = Interest.Some;
                    break;
                case FlowControl.Next when instruction.Mnemonic == Mnemonic.Lea && instruction.IsIPRelativeMemoryOperand && IsFunction(code, instruction.IPRelativeMemoryAddress):
                case FlowControl.Next when instruction.Mnemonic is Mnemonic.Wrmsr or Mnemonic.Rdmsr or Mnemonic.Lidt or Mnemonic.Sidt:
                    interest = Interest.Some;
                    break;
            }
        }

        return interest;
    }

    static bool IsFunction(ModuleCode code, ulong address) => address >= ModuleImage.Base && code.FunctionAt(address) is { } function && function.Entry == address;
}
