using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Formats;

namespace Stucktrace.Code.Entries;

/// <summary>
/// Follows values through one function: over its blocks until what is known of each no longer changes, then once more to note what the
/// instructions do with them.
/// </summary>
sealed class FunctionWalk
{
    // A block is visited as often as values on its ways can become less known; what changes longer is given up.
    const int MostVisits = 6;

    readonly ModuleCode _code;
    readonly WalkResults _results;
    readonly ControlFlowGraph _graph;
    readonly InstructionEffects _effects;
    readonly FrameState?[] _entry;

    internal FunctionWalk(ModuleCode code, Function function, WalkResults results, InstructionEffects effects)
    {
        (_code, _results, _effects) = (code, results, effects);
        _graph = code.GraphOf(function);
        _entry = new FrameState?[_graph.Blocks.Length];
    }

    internal void Run()
    {
        if (_graph.Blocks.IsEmpty)
            return;
        if (_graph.Blocks.Length > ReadLimits.MaxWalkedBlocks)
        {
            _results.IsComplete = false;
            return;
        }

        Settle();
        WalkNotes notes = new(_graph.Function, _results);
        for (int id = 0; id < _entry.Length; id++)
        {
            if (_entry[id] is { } state)
                Step(_graph.Blocks[id], state.Copy(), notes);
        }

        notes.Finish();
    }

    void Settle()
    {
        int[] visits = new int[_entry.Length];
        SortedSet<int> waiting = [0];
        _entry[0] = FrameState.AtEntry();
        while (waiting.Count > 0)
        {
            int id = waiting.Min;
            waiting.Remove(id);
            FrameState state = _entry[id]!.Copy();
            Step(_graph.Blocks[id], state, null);
            foreach (int next in _graph.Blocks[id].Successors)
            {
                if (visits[next] > MostVisits)
                    continue;
                bool changed;
                if (_entry[next] is not { } known)
                {
                    _entry[next] = state.Copy();
                    changed = true;
                }
                else
                {
                    changed = known.JoinWith(state);
                }

                if (!changed)
                    continue;
                if (++visits[next] > MostVisits)
                    _entry[next]!.Forget();
                waiting.Add(next);
            }
        }
    }

    void Step(BasicBlock block, FrameState state, WalkNotes? notes)
    {
        ReadOnlySpan<Instruction> instructions = _graph.InstructionsOf(block);
        for (int i = 0; i < instructions.Length; i++)
        {
            ref readonly Instruction instruction = ref instructions[i];
            InstructionKind kind = _code.KindOf(instruction, out ulong target);
            switch (kind)
            {
                case InstructionKind.Call or InstructionKind.NoReturnCall or InstructionKind.IndirectCall:
                    Call(instruction, kind == InstructionKind.IndirectCall, target, state, notes);
                    break;
                case InstructionKind.Jump or InstructionKind.IndirectJump when i == instructions.Length - 1 && block.Successors.IsEmpty:
                    Call(instruction, kind == InstructionKind.IndirectJump, target, state, notes);
                    notes?.Return(state[Register.RAX]);
                    break;
                case InstructionKind.Return:
                    notes?.Return(state[Register.RAX]);
                    break;
                case InstructionKind.Jump or InstructionKind.Branch or InstructionKind.BranchToReturn or InstructionKind.IndirectJump or InstructionKind.Invalid:
                    break;
                default:
                    // The function tracer's hook is a call that leaves all registers alone.
                    if (instruction.FlowControl == FlowControl.Next)
                        _effects.Apply(instruction, state, notes);
                    break;
            }
        }
    }

    void Call(in Instruction instruction, bool indirect, ulong target, FrameState state, WalkNotes? notes)
    {
        Callee callee = indirect ? new Callee(Value: _results.Resolve(PointerOf(instruction, state)))
            : target >= ModuleImage.Base ? new Callee(_code.FunctionAt(target)) : new Callee(Value: Value.At(Place.Symbol(_code.Image.ExternalAt(target)?.Name ?? string.Empty, false)));
        ImmutableArray<Value>.Builder arguments = ImmutableArray.CreateBuilder<Value>(6);
        foreach (Register register in FrameState.ArgumentRegisters)
            arguments.Add(_results.Resolve(state[register]));
        CallNote call = new(instruction.IP, callee, arguments.MoveToImmutable(), state.Slots);
        notes?.Call(call);
        // What copies, compares or patches reads from the stack and forgets about it.
        bool keeps = callee.Name is not { } name || KernelFunctions.Find(name) is not { Role: not KernelFunctionRole.Register };
        foreach (Value argument in call.Arguments)
        {
            if (keeps && argument.Kind == ValueKind.Stack)
                state.Escape((long)argument.Number);
        }

        Value result = _results.ResultOf(call);
        // register_kprobe() with a name looks the address up and leaves it in the probe: the usual way around a look-up that is not exported.
        string? probed = callee.Name is "register_kprobe" or "register_kretprobe" ? _results.ProbedName(call) : null;
        state.AfterCall(Overwritten);
        state[Register.RAX] = result;
        if (probed is not null)
            StoreProbeAddress(call.Arguments[0], Value.At(Place.Symbol(probed, true)), state);
    }

    void StoreProbeAddress(in Value probe, in Value address, FrameState state)
    {
        if (probe.Kind == ValueKind.Stack)
            state.SetSlot((long)probe.Number + Probes.AddressField, address, 8);
        else if (probe.IsNumber)
            _results.StoreVariable(probe.Number + (ulong)Probes.AddressField, address, 0);
    }

    Value PointerOf(in Instruction instruction, FrameState state)
    {
        if (instruction.OpCount > 0 && instruction.Op0Kind == OpKind.Register)
            return state[instruction.Op0Register.GetFullRegister()];
        if (instruction.OpCount > 0 && instruction.Op0Kind == OpKind.Memory)
            return _effects.Load(_effects.AddressOf(instruction, state), state, 8);
        ulong thunk = instruction.NearBranchTarget;
        Register register = _code.Image.ExternalAt(thunk)?.Thunk.Register ?? KernelThunks.Of(_code.Image.Describe(thunk)?.Name ?? string.Empty).Register;
        return state[register];
    }

    // System V ABI: what a function need not preserve.
    static ReadOnlySpan<Register> Overwritten =>
        [Register.RAX, Register.RCX, Register.RDX, Register.RSI, Register.RDI, Register.R8, Register.R9, Register.R10, Register.R11];
}
