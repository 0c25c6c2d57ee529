using System.Collections.Immutable;
using Iced.Intel;

namespace Stucktrace.Reporting.Walks;

/// <summary>How an instruction hands values on: what a reader who asks where a value comes from is led along.</summary>
/// <param name="Kind">What it does to its destination.</param>
/// <param name="Writes">Registers written, in the processor's numbering.</param>
/// <param name="Sources">Registers that what it writes, to a register or to memory, is made from.</param>
public sealed record WalkFlow(WalkFlowKind Kind, ImmutableArray<int> Writes, ImmutableArray<int> Sources)
{
    /// <summary>Reads it off an instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    public static WalkFlow Of(in Instruction instruction)
    {
        SortedSet<int> writes = [], reads = [];
        foreach (UsedRegister used in new InstructionInfoFactory().GetInfo(instruction).GetUsedRegisters())
        {
            if (!used.Register.IsGPR())
                continue;
            int index = used.Register.GetFullRegister() - Register.RAX;
            if (used.Access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite)
                writes.Add(index);
            if (used.Access is OpAccess.Read or OpAccess.ReadWrite or OpAccess.CondRead or OpAccess.ReadCondWrite)
                reads.Add(index);
        }

        WalkFlowKind kind = KindOf(instruction);
        if (kind is WalkFlowKind.Constant or WalkFlowKind.Load)
            reads.Clear();
        // What is stored is the second operand; what makes the address says nothing of the value.
        if (kind == WalkFlowKind.Store)
            reads = instruction.OpCount > 1 && instruction.Op1Kind == OpKind.Register && instruction.Op1Register.IsGPR() ? [instruction.Op1Register.GetFullRegister() - Register.RAX]
                : instruction.Mnemonic == Mnemonic.Push && instruction.Op0Register.IsGPR() ? [instruction.Op0Register.GetFullRegister() - Register.RAX] : [];
        return new WalkFlow(kind, [.. writes], [.. reads]);
    }

    static WalkFlowKind KindOf(in Instruction instruction)
    {
        if (instruction.FlowControl is FlowControl.Call or FlowControl.IndirectCall)
            return WalkFlowKind.Call;
        bool fromMemory = instruction.OpCount > 1 && instruction.Op1Kind == OpKind.Memory, toRegister = instruction.OpCount > 0 && instruction.Op0Kind == OpKind.Register;
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Mov or Mnemonic.Movzx or Mnemonic.Movsx or Mnemonic.Movsxd when toRegister:
                return fromMemory ? WalkFlowKind.Load : instruction.Op1Kind == OpKind.Register ? WalkFlowKind.Copy : WalkFlowKind.Constant;
            case Mnemonic.Pop:
                return WalkFlowKind.Load;
            case Mnemonic.Mov or Mnemonic.Push:
                return WalkFlowKind.Store;
            case Mnemonic.Xor or Mnemonic.Sub when toRegister && instruction.Op1Kind == OpKind.Register && instruction.Op0Register == instruction.Op1Register:
                return WalkFlowKind.Constant;
            case Mnemonic.Lea when instruction.MemoryBase is Register.None or Register.RIP && instruction.MemoryIndex == Register.None:
                return WalkFlowKind.Constant;
            default:
                return WalkFlowKind.Compute;
        }
    }
}
