using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination;

/// <summary>
/// The registers that decide how a loop goes on: those from which a branch, an address that is written, or an argument of a call that matters is
/// computed, now or in a later round. A counter that merely grows beside the loop is none of them, so that it can't hide that the rest repeats.
/// (Strong liveness: backward over the loop's blocks until nothing is added.) Which registers are chosen is a matter of finding a repetition only:
/// the checker proves it with everything else unknown.
/// </summary>
public sealed class DecidingCells
{
    const int FlagsBit = 1 << 16;
    readonly ModuleCode _code;
    readonly ControlFlowGraph _graph;
    readonly NaturalLoop _loop;
    readonly InstructionInfoFactory _info = new();
    readonly Dictionary<int, int> _atStart = [];
    readonly HashSet<(Register Base, Register Index, ulong Offset)> _places = [];
    readonly HashSet<ulong> _stores = [];
    bool _grown;

    DecidingCells(ModuleCode code, ControlFlowGraph graph, NaturalLoop loop) => (_code, _graph, _loop) = (code, graph, loop);

    /// <summary>The registers that decide at the head of the loop, as a mask in the processor's numbering.</summary>
    public int AtHead => _atStart.GetValueOrDefault(_loop.Header) & 0xffff;

    /// <summary>Whether what the instruction writes to memory may decide.</summary>
    /// <param name="address">Address of the instruction.</param>
    public bool StoreDecides(ulong address) => _stores.Contains(address);

    /// <summary>Finds them.</summary>
    /// <param name="code">The module.</param>
    /// <param name="graph">The function.</param>
    /// <param name="loop">The loop.</param>
    public static DecidingCells Of(ModuleCode code, ControlFlowGraph graph, NaturalLoop loop)
    {
        DecidingCells cells = new(code, graph, loop);
        do
        {
            cells._grown = false;
            foreach (int block in loop.Blocks)
                cells.Visit(graph.Blocks[block]);
        }
        while (cells._grown);
        return cells;
    }

    void Visit(BasicBlock block)
    {
        int deciding = 0;
        foreach (int successor in block.Successors)
            deciding |= _atStart.GetValueOrDefault(successor);
        ReadOnlySpan<Instruction> instructions = _graph.InstructionsOf(block);
        for (int i = instructions.Length - 1; i >= 0; i--)
            deciding = Before(instructions[i], deciding);
        if (_atStart.TryGetValue(block.Id, out int known) && known == deciding)
            return;
        _atStart[block.Id] = deciding | known;
        _grown |= (deciding | known) != known || !_atStart.ContainsKey(block.Id);
    }

    int Before(in Instruction instruction, int deciding)
    {
        InstructionKind kind = _code.KindOf(instruction, out ulong target);
        if (kind is InstructionKind.Call or InstructionKind.IndirectCall)
            return Call(instruction, kind, target, deciding);
        InstructionInfo info = _info.GetInfo(instruction);
        bool decides = instruction.FlowControl is FlowControl.ConditionalBranch or FlowControl.IndirectBranch;
        int written = 0, read = 0;
        foreach (UsedRegister used in info.GetUsedRegisters())
        {
            if (!used.Register.IsGPR())
                continue;
            int bit = 1 << (used.Register.GetFullRegister() - Register.RAX);
            if (used.Access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite)
                written |= bit;
            if (used.Access is not (OpAccess.Write or OpAccess.NoMemAccess))
                read |= bit;
        }

        bool readsFlags = instruction.RflagsRead != RflagsBits.None, writesFlags = instruction.RflagsModified != RflagsBits.None;
        decides |= (written & deciding) != 0 || (writesFlags && (deciding & FlagsBit) != 0);
        int addresses = Memory(info, instruction, ref decides);
        if (!decides)
            return deciding | addresses;

        // A whole register that is written no longer matters before; a part of one does.
        int killed = Kills(instruction, written) ? written & ~read : 0;
        int result = (deciding & ~killed) | read | addresses;
        if (writesFlags && !readsFlags && instruction.RflagsModified == (instruction.RflagsModified | RflagsBits.ZF))
            result &= ~FlagsBit;
        return readsFlags ? result | FlagsBit : result;
    }

    static bool Kills(in Instruction instruction, int written) =>
        int.PopCount(written) == 1 && instruction.Op0Kind == OpKind.Register && instruction.Op0Register.GetSize() >= 4 && instruction.ConditionCode == ConditionCode.None;

    // Addresses that are written must repeat, whatever is written there; a value that is written decides where a deciding read has the same form.
    int Memory(in InstructionInfo info, in Instruction instruction, ref bool decides)
    {
        int addresses = 0;
        foreach (UsedMemory used in info.GetUsedMemory())
        {
            bool writes = used.Access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite;
            bool reads = used.Access is not (OpAccess.Write or OpAccess.NoMemAccess);
            (Register, Register, ulong) place = (used.Base, used.Index, used.Displacement);
            if (writes)
            {
                addresses |= Bit(used.Base) | Bit(used.Index);
                if (_places.Contains(place) || _places.Contains((Register.None, Register.None, used.Displacement)))
                {
                    decides = true;
                    _grown |= _stores.Add(instruction.IP);
                }
            }

            if (reads && decides)
            {
                _grown |= _places.Add(place);

                // Through another register the same field may be meant.
                if (used.Base.IsGPR() && used.Base != Register.RSP && used.Base != Register.RBP)
                    _grown |= _places.Add((Register.None, Register.None, used.Displacement));
            }
        }

        return addresses;
    }

    static int Bit(Register register) => register.IsGPR() ? 1 << (register.GetFullRegister() - Register.RAX) : 0;

    int Call(in Instruction instruction, InstructionKind kind, ulong target, int deciding)
    {
        // What a call leaves in scratch registers comes from its arguments; a function of the module may read anything.
        const int Scratch = 0b1111_1100_0111 | (1 << 8);
        const int Stack = 1 << 4;
        int kept = deciding & ~(Scratch | FlagsBit);
        CallModel? model = kind == InstructionKind.Call && _code.Image.ExternalAt(target) is { } external ? CallModelTable.Find(external.Name) : null;
        if (model is { Effect: CallEffect.Nothing or CallEffect.Zero })
            return kept;
        int count = model?.Arguments ?? 6;
        ReadOnlySpan<int> arguments = [1 << 7, 1 << 6, 1 << 2, 1 << 1, 1 << 8, 1 << 9];
        for (int i = 0; i < count; i++)
            kept |= arguments[i];
        return kept | (model is null ? Stack : 0);
    }
}
