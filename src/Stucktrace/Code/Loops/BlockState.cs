using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>What is known behind a block.</summary>
sealed class BlockState
{
    internal Expression[] Registers { get; } = new Expression[MachineState<Expression>.RegisterCount];

    internal MachineFlags<Expression> Flags { get; private set; }

    internal StackSlot[] Slots { get; private set; } = [];

    internal long EscapedFrom { get; private set; }

    internal static BlockState Of(MachineState<Expression> state, SymbolicMemory memory)
    {
        var kept = new BlockState
        {
            Flags = state.Flags,
            Slots = memory.Slots.ToArray(),
            EscapedFrom = memory.EscapedFrom,
        };
        state.Registers.CopyTo(kept.Registers, 0);
        return kept;
    }

    internal Expression? Find(Cell cell)
    {
        if (cell.IsRegister)
            return Registers[cell.Index];
        foreach (StackSlot slot in Slots)
        {
            if (slot.Cell == cell)
                return slot.Value;
        }

        return null;
    }
}
