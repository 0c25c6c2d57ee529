using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Machine;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination;

/// <summary>
/// The registers that decide how a loop goes on: those from which a branch, an address that is written, or an argument of a call that matters is
/// computed, now or in a later round. A counter that merely grows beside the loop is none of them, so that it can't hide that the rest repeats.
/// (Strong liveness: backward over the loop's blocks and the module's functions that they call, until nothing is added.) Which registers are chosen is
/// a matter of finding a repetition only: the checker proves it with everything else unknown.
/// </summary>
public sealed class DecidingCells
{
    const int FlagsBit = 1 << 16;
    const int MostBodies = 64;
    // Instructions looked at; beyond, everything is taken to decide.
    const long MostWork = 3_000_000;
    // RBX, RBP and R12 to R15 are given back by a function, whatever it does with them between.
    const int CalleeSaved = 0b1111_0000_0010_1000;
    readonly ModuleCode _code;
    readonly NaturalLoop _loop;
    readonly bool _fieldsMayMeet;
    readonly InstructionInfoFactory _info = new();
    readonly List<Body> _bodies = [];
    readonly Dictionary<ulong, Body> _functions = [];
    readonly HashSet<ulong> _seen = [];
    readonly HashSet<(Register Base, Register Index, ulong Offset)> _places = [];
    readonly HashSet<ulong> _stores = [];
    bool _grown;
    long _work;

    DecidingCells(ModuleCode code, ControlFlowGraph graph, NaturalLoop loop, bool fieldsMayMeet)
    {
        (_code, _loop, _fieldsMayMeet) = (code, loop, fieldsMayMeet);
        Add(new Body(graph, [.. loop.Blocks.Select(b => graph.Blocks[b])], isLoop: true));
    }

    /// <summary>The registers that decide at the head of the loop, as a mask in the processor's numbering.</summary>
    public int AtHead => _work > MostWork ? 0xffff : _bodies[0].AtStart[_loop.Header] & 0xffff;

    /// <summary>Whether what the instruction writes to memory may decide.</summary>
    /// <param name="address">Address of the instruction.</param>
    public bool StoreDecides(ulong address) => _work > MostWork || _stores.Contains(address) || !_seen.Contains(address);

    /// <summary>Finds them.</summary>
    /// <param name="code">The module.</param>
    /// <param name="graph">The function.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="fieldsMayMeet">Whether the same offset from two registers may be the same field.</param>
    public static DecidingCells Of(ModuleCode code, ControlFlowGraph graph, NaturalLoop loop, bool fieldsMayMeet)
    {
        DecidingCells cells = new(code, graph, loop, fieldsMayMeet);
        do
        {
            cells._grown = false;
            // Functions that are called are added while this goes on.
            for (int i = 0; i < cells._bodies.Count; i++)
            {
                Body body = cells._bodies[i];
                for (int block = body.Blocks.Length - 1; block >= 0; block--)
                    cells.Visit(body, body.Blocks[block]);
            }
        }
        while (cells._grown && cells._work <= MostWork);
        return cells;
    }

    void Add(Body body)
    {
        _bodies.Add(body);
        foreach (BasicBlock block in body.Blocks)
        {
            foreach (Instruction instruction in body.Graph.InstructionsOf(block))
                _seen.Add(instruction.IP);
        }
    }

    void Visit(Body body, BasicBlock block)
    {
        int deciding = body.IsLoop || block.Successors.Count > 0 ? 0 : body.AtReturn;
        foreach (int successor in block.Successors)
            deciding |= body.AtStart[successor];
        ReadOnlySpan<Instruction> instructions = body.Graph.InstructionsOf(block);
        _work += instructions.Length;
        for (int i = instructions.Length - 1; i >= 0 && _work <= MostWork; i--)
            deciding = Before(instructions[i], deciding);
        int known = body.AtStart[block.Id];
        body.AtStart[block.Id] = known | deciding;
        _grown |= (known | deciding) != known;
    }

    int Before(in Instruction instruction, int deciding)
    {
        InstructionKind kind = _code.KindOf(instruction, out ulong target);
        bool isTailCall = kind == InstructionKind.Jump && (_code.Image.ExternalAt(target) is not null || _code.FunctionAt(target) != _code.FunctionAt(instruction.IP));
        if (isTailCall || kind is InstructionKind.Call or InstructionKind.IndirectCall)
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
                if (_places.Contains(place) || (_fieldsMayMeet && _places.Contains((Register.None, Register.None, used.Displacement))))
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
        const int Stack = 1 << 4;
        int kept = deciding & ~(RegisterConvention.Scratch | FlagsBit);
        if (_code.Image.ExternalAt(target) is null && kind != InstructionKind.IndirectCall && BodyOf(target) is { } body)
        {
            _grown |= (body.AtReturn | deciding) != body.AtReturn;
            body.AtReturn |= deciding;
            return body.AtStart[body.Entry] | (deciding & CalleeSaved);
        }

        CallModel? model = kind != InstructionKind.IndirectCall && _code.Image.ExternalAt(target) is { } external ? CallModelTable.Find(external.Name) : null;
        if (model is { Effect: CallEffect.Nothing or CallEffect.Zero })
            return kept;
        _grown |= _stores.Add(instruction.IP);
        int count = model?.Arguments ?? 6;
        foreach (int argument in RegisterConvention.Arguments[..count])
            kept |= 1 << argument;
        return kept | (model is null ? Stack : 0);
    }

    Body? BodyOf(ulong entry)
    {
        if (_functions.TryGetValue(entry, out Body? body))
            return body;
        if (_bodies.Count >= MostBodies || _code.FunctionAt(entry) is not { } function || function.Entry != entry)
            return null;
        ControlFlowGraph graph = _code.GraphOf(function);
        if (graph.BlockAt(entry) is not { } first)
            return null;
        body = new Body(graph, graph.Blocks, isLoop: false) { Entry = first.Id };
        _functions.Add(entry, body);
        Add(body);
        _grown = true;
        return body;
    }

    /// <summary>The loop, or a function that is called from it.</summary>
    sealed class Body(ControlFlowGraph graph, ImmutableArray<BasicBlock> blocks, bool isLoop)
    {
        internal ControlFlowGraph Graph => graph;

        internal ImmutableArray<BasicBlock> Blocks => blocks;

        internal bool IsLoop => isLoop;

        internal int Entry { get; init; }

        // What decides at the beginning of each block; outside of the loop nothing does.
        internal int[] AtStart { get; } = new int[graph.Blocks.Length];

        internal int AtReturn { get; set; }
    }
}
