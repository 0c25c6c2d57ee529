using Iced.Intel;

namespace Stucktrace.Code.Loops;

/// <summary>Which registers the instructions of a loop write, found before anything is known about values.</summary>
sealed class LoopScan
{
    [ThreadStatic]
    static InstructionInfoFactory? _factory;

    readonly InstructionInfoFactory _info = _factory ??= new InstructionInfoFactory();
    readonly ModuleCode _code;
    int[] _written = [];

    internal LoopScan(ModuleCode code) => _code = code;

    internal void Start(ControlFlowGraph graph)
    {
        if (_written.Length < graph.Blocks.Length)
            _written = new int[graph.Blocks.Length];
        Array.Fill(_written, -1, 0, graph.Blocks.Length);
    }

    internal int WrittenRegisters(ControlFlowGraph graph, NaturalLoop loop)
    {
        int written = 0;
        foreach (int block in loop.Blocks)
            written |= _written[block] >= 0 ? _written[block] : _written[block] = WrittenIn(graph, graph.Blocks[block]);
        return written;
    }

    int WrittenIn(ControlFlowGraph graph, BasicBlock block)
    {
        int written = 0;
        foreach (ref readonly Instruction instruction in graph.InstructionsOf(block))
        {
            if (instruction.FlowControl is FlowControl.Call or FlowControl.IndirectCall)
            {
                InstructionKind kind = _code.KindOf(instruction, out ulong target);
                if (kind is InstructionKind.Call or InstructionKind.IndirectCall)
                    written |= CallEffects.Changed(target == 0 ? null : _code.Image.ExternalAt(target)?.Name);
                continue;
            }

            foreach (UsedRegister used in _info.GetInfo(instruction, InstructionInfoOptions.NoMemoryUsage).GetUsedRegisters())
            {
                if (used.Access is OpAccess.Write or OpAccess.CondWrite or OpAccess.ReadWrite or OpAccess.ReadCondWrite && used.Register.IsGPR())
                    written |= 1 << (used.Register.GetFullRegister() - Register.RAX);
            }
        }

        // The stack pointer comes back to where it was by the end of each round.
        return written & ~(1 << 4);
    }
}
