using System.Runtime.InteropServices;
using Iced.Intel;
using Stucktrace.Formats;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>
/// Runs a function once over formulas, block after block with every block's predecessors before it: what a loop changes has a name of its own from the
/// loop's head on. Where a stack slot turns out to change in a loop, the function is run again with that known; a few times at most.
/// </summary>
sealed class FunctionRun
{
    const int MaxRuns = 4;
    const int MaxMergedPaths = 24;
    readonly ModuleCode _code;
    readonly ControlFlowGraph _graph;
    readonly InstructionSemantics<Expression, SymbolicDomain, SymbolicMemory> _semantics;
    readonly SymbolicMemory _memory;
    readonly MachineState<Expression> _state;
    readonly BlockState?[] _after;
    readonly LoopRun?[] _loopOfHeader;
    readonly bool[] _wanted;
    readonly bool _everyBlock;
    readonly List<Expression> _parts = [];
    readonly List<int> _entries = [];

    internal FunctionRun(ModuleCode code, ControlFlowGraph graph, ExpressionPool pool, LoopScan scan, bool everyBlock = false)
    {
        _code = code;
        _graph = graph;
        Pool = pool;
        _memory = new SymbolicMemory(pool) { IsStable = new ValueNames(code.Image).IsCurrent };
        _state = new MachineState<Expression>();
        _semantics = new(new SymbolicDomain(pool), _memory, _state);
        _after = new BlockState?[graph.Blocks.Length];
        _loopOfHeader = new LoopRun?[graph.Blocks.Length];
        Conditions = new Expression?[graph.Blocks.Length];
        foreach (NaturalLoop loop in graph.Loops)
        {
            var run = new LoopRun(loop, graph.Blocks[loop.Header].Start) { Graph = graph, WrittenRegisters = scan.WrittenRegisters(graph, loop) };
            _loopOfHeader[loop.Header] = run;
            Loops.Add(run);
        }

        foreach (LoopRun run in Loops)
        {
            if (run.Loop.Parent is { } parent)
                _loopOfHeader[parent.Header]?.Inner.Add(run);
            for (NaturalLoop? around = run.Loop.Parent; around is not null; around = around.Parent)
                _loopOfHeader[around.Header]?.InnerHeads.Add(run.Head);
        }

        Order = BlockOrder.ReversePostOrder(graph);
        _wanted = BlockOrder.LeadingToLoops(graph);
        _everyBlock = everyBlock;
        if (everyBlock)
            Array.Fill(_wanted, true);
    }

    internal ExpressionPool Pool { get; }

    internal List<LoopRun> Loops { get; } = [];

    /// <summary>For blocks that end in a conditional jump (inside a loop, unless every block is asked for): 1 when it is taken.</summary>
    internal Expression?[] Conditions { get; }

    internal int[] Order { get; }

    internal bool IsComplete { get; private set; } = true;

    internal BlockState? After(int block) => _after[block];

    internal void Run()
    {
        for (int run = 0; run < MaxRuns; run++)
        {
            Pool.Clear();
            Array.Clear(_after);
            foreach (LoopRun loop in Loops)
                loop.Clear();
            foreach (int block in Order)
            {
                if (!_wanted[block])
                    continue;
                if (Pool.Count > ReadLimits.MaxExpressions)
                {
                    IsComplete = false;
                    return;
                }

                Enter(block);
                Execute(block);
                _after[block] = BlockState.Of(_state, _memory);
            }

            bool again = false;
            foreach (LoopRun loop in Loops)
                again |= loop.Close(_after);
            if (!again)
                return;
        }

        IsComplete = false;
    }

    /// <summary>What the registers hold before an instruction, once the function was run; null when it is none of this function.</summary>
    internal Expression[]? RegistersBefore(ulong address)
    {
        if (_graph.BlockAt(address) is not { } block)
            return null;
        Enter(block.Id);
        Execute(block.Id, address);
        return [.. _state.Registers];
    }

    void Execute(int id, ulong until = 0)
    {
        BasicBlock block = _graph.Blocks[id];
        NaturalLoop? innermost = _graph.InnermostLoop(id);
        LoopRun? around = innermost is null ? null : _loopOfHeader[innermost.Header];
        _memory.Accessed = around is null ? null : around.Note;
        ReadOnlySpan<Instruction> instructions = _graph.InstructionsOf(block);
        for (int i = 0; i < instructions.Length; i++)
        {
            ref readonly Instruction instruction = ref instructions[i];
            if (instruction.IP == until)
                return;
            if (instruction.FlowControl is FlowControl.Next)
            {
                Step<Expression> step = _semantics.Execute(instruction);
                if (around is not null && (step.Kind == StepKind.NotUnderstood || instruction.HasLockPrefix || instruction.Mnemonic is Mnemonic.Pause or Mnemonic.Xchg))
                    around.Note(instruction, step.Kind == StepKind.NotUnderstood);
                continue;
            }

            if (instruction.FlowControl == FlowControl.ConditionalBranch)
            {
                Step<Expression> step = _semantics.Execute(instruction);
                Conditions[id] = (around is not null || _everyBlock) && i == instructions.Length - 1 ? step.Condition : null;
                continue;
            }

            InstructionKind kind = _code.KindOf(instruction, out ulong target);
            if (kind is InstructionKind.Call or InstructionKind.IndirectCall)
                Call(instruction, target, around);
        }
    }

    void Call(in Instruction instruction, ulong target, LoopRun? around)
    {
        string? name = target == 0 ? null : _code.Image.ExternalAt(target)?.Name;
        around?.Calls.Add((instruction.IP, target));
        foreach (int register in RegisterConvention.Arguments)
            _memory.Leak(_state.Registers[register]);
        int changed = CallEffects.Changed(name);
        if (changed != 0)
            _memory.Called();
        for (int register = 0; register < 16; register++)
        {
            if ((changed & (1 << register)) != 0)
                _state.Registers[register] = register == 0 ? Pool.CallResult(instruction.IP) : Pool.Unknown(UnknownReason.ChangedByCall, instruction.IP, 64);
        }

        _state.Flags = default;
    }

    void Enter(int id)
    {
        BasicBlock block = _graph.Blocks[id];
        LoopRun? loop = _loopOfHeader[id];
        _entries.Clear();
        bool complete = true;
        foreach (int predecessor in block.Predecessors)
        {
            if (loop is not null && loop.Loop.Contains(predecessor))
                continue;
            if (_after[predecessor] is null)
                complete = false;
            else
                _entries.Add(predecessor);
        }

        if (id == 0 && _entries.Count == 0)
            EnterFunction();
        else if (!complete || _entries.Count == 0 || _entries.Count > MaxMergedPaths || loop is { Loop.IsIrreducible: true })
            ForgetAll(block.Start, complete && _entries.Count > 0);
        else
            Join(id);
        if (loop is not null)
            loop.Open(_state, _memory, Pool);
    }

    void EnterFunction()
    {
        for (int register = 0; register < 16; register++)
            _state.Registers[register] = Pool.EntryRegister(register);
        _state.Flags = default;
        _memory.Restore([], long.MaxValue);
    }

    // An irreducible region, or too many paths: only the stack pointer is kept, which compilers leave alone there.
    void ForgetAll(ulong at, bool keepStack)
    {
        Expression stack = keepStack ? _after[_entries[0]]!.Registers[4] : Pool.EntryRegister(4);
        for (int register = 0; register < 16; register++)
            _state.Registers[register] = Pool.Unknown(UnknownReason.Joined, at + (ulong)register, 64);
        _state.Registers[4] = stack;
        _state.Flags = default;
        _memory.Restore([], long.MinValue);
    }

    void Join(int id)
    {
        BlockState first = _after[_entries[0]]!;
        if (_entries.Count == 1)
        {
            first.Registers.CopyTo(_state.Registers, 0);
            _state.Flags = first.Flags;
            _memory.Restore(first.Slots, first.EscapedFrom);
            return;
        }

        for (int register = 0; register < 16; register++)
        {
            _parts.Clear();
            foreach (int entry in _entries)
                AddPart(_after[entry]!.Registers[register]);
            _state.Registers[register] = _parts.Count == 1 ? _parts[0] : Pool.Merge(id, Cell.Register(register), CollectionsMarshal.AsSpan(_parts));
        }

        _state.Flags = default;
        JoinMemory(id, first);
    }

    void JoinMemory(int id, BlockState first)
    {
        long escaped = first.EscapedFrom;
        foreach (int entry in _entries)
            escaped = Math.Min(escaped, _after[entry]!.EscapedFrom);

        var kept = new StackSlot[first.Slots.Length];
        int count = 0;
        foreach (StackSlot slot in first.Slots)
        {
            _parts.Clear();
            bool everywhere = true;
            foreach (int entry in _entries)
            {
                if (_after[entry]!.Find(slot.Cell) is { } value)
                    AddPart(value);
                else
                    everywhere = false;
            }

            if (everywhere)
                kept[count++] = slot with { Value = _parts.Count == 1 ? _parts[0] : Pool.Merge(id, slot.Cell, CollectionsMarshal.AsSpan(_parts)) };
        }

        _memory.Restore(kept.AsSpan(0, count), escaped);
    }

    void AddPart(Expression value)
    {
        if (!_parts.Contains(value))
            _parts.Add(value);
    }
}
