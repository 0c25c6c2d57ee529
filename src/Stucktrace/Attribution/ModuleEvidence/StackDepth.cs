using Iced.Intel;
using Stucktrace.Code;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>How far the stack pointer is below the return address at an instruction, computed from the function's own pushes, pops and subtractions.</summary>
static class StackDepth
{
    const int Unknown = int.MinValue;

    /// <summary>Bytes from the stack pointer, before the instruction is executed, up to the slot that holds the return address; null when the code does not tell.</summary>
    /// <param name="graph">The function.</param>
    /// <param name="address">Address of an instruction of it.</param>
    internal static int? At(ControlFlowGraph graph, ulong address)
    {
        int wanted = graph.IndexOf(address);
        if (wanted < 0 || graph.Blocks.IsEmpty)
            return null;
        BasicBlock end = graph.BlockOf(wanted);
        State[] entry = Propagate(graph);
        if (!entry[end.Id].Seen)
            return null;
        State state = entry[end.Id];
        for (int i = end.FirstInstruction; i < wanted; i++)
            state = Step(state, graph.Instructions[i]);
        return state.Depth == Unknown ? null : state.Depth;
    }

    static State[] Propagate(ControlFlowGraph graph)
    {
        State[] entry = new State[graph.Blocks.Length];
        entry[0] = new State(true, 0, Unknown);
        Stack<int> open = new([0]);
        while (open.TryPop(out int id))
        {
            BasicBlock block = graph.Blocks[id];
            State state = entry[id];
            foreach (Instruction instruction in graph.InstructionsOf(block))
                state = Step(state, instruction);
            foreach (int next in block.Successors)
            {
                State merged = entry[next].Seen ? Merge(entry[next], state) : state;
                if (merged == entry[next])
                    continue;
                entry[next] = merged;
                open.Push(next);
            }
        }

        return entry;
    }

    // Values only ever become unknown, so each block is visited a few times at most.
    static State Merge(State a, State b) => new(true, a.Depth == b.Depth ? a.Depth : Unknown, a.Frame == b.Frame ? a.Frame : Unknown);

    static State Step(State state, in Instruction instruction)
    {
        switch (instruction.Code)
        {
            case Iced.Intel.Code.Sub_rm64_imm8 or Iced.Intel.Code.Sub_rm64_imm32 when instruction.Op0Register == Register.RSP:
                return Moved(state, (long)instruction.GetImmediate(1));
            case Iced.Intel.Code.Add_rm64_imm8 or Iced.Intel.Code.Add_rm64_imm32 when instruction.Op0Register == Register.RSP:
                return Moved(state, -(long)instruction.GetImmediate(1));
            case Iced.Intel.Code.Lea_r64_m when instruction.Op0Register == Register.RSP && instruction.MemoryIndex == Register.None && instruction.MemoryBase == Register.RSP:
                return Moved(state, -(long)instruction.MemoryDisplacement64);
            case Iced.Intel.Code.Lea_r64_m when instruction.Op0Register == Register.RSP && instruction.MemoryIndex == Register.None && instruction.MemoryBase == Register.RBP:
                return Moved(state with { Depth = state.Frame }, -(long)instruction.MemoryDisplacement64);
            case Iced.Intel.Code.Mov_r64_rm64 or Iced.Intel.Code.Mov_rm64_r64 when instruction.Op0Register == Register.RBP && instruction.Op1Register == Register.RSP:
                return state with { Frame = state.Depth };
            case Iced.Intel.Code.Mov_r64_rm64 or Iced.Intel.Code.Mov_rm64_r64 when instruction.Op0Register == Register.RSP && instruction.Op1Register == Register.RBP:
                return state with { Depth = state.Frame };
            case Iced.Intel.Code.Leaveq:
                return Moved(state with { Depth = state.Frame, Frame = Unknown }, -8);
        }

        if (instruction.FlowControl is FlowControl.Call or FlowControl.IndirectCall)
            return state;
        bool writesFrame = instruction.OpCount > 0 && instruction.Op0Kind == OpKind.Register && instruction.Op0Register.GetFullRegister() == Register.RBP && instruction.Mnemonic is not (Mnemonic.Push or Mnemonic.Cmp or Mnemonic.Test);
        if (writesFrame)
            state = state with { Frame = Unknown };
        if (instruction.IsStackInstruction)
            return Moved(state, -instruction.StackPointerIncrement);
        bool writesStack = instruction.OpCount > 0 && instruction.Op0Kind == OpKind.Register && instruction.Op0Register.GetFullRegister() == Register.RSP && instruction.Mnemonic is not (Mnemonic.Push or Mnemonic.Cmp or Mnemonic.Test);
        return writesStack ? state with { Depth = Unknown } : state;
    }

    // No frame of the kernel is larger than its stack.
    static State Moved(State state, long down)
    {
        if (state.Depth == Unknown || down is < -0x10000 or > 0x10000)
            return state with { Depth = Unknown };
        long depth = state.Depth + down;
        return state with { Depth = depth is < 0 or > 0x10000 ? Unknown : (int)depth };
    }

    readonly record struct State(bool Seen, int Depth, int Frame);
}
