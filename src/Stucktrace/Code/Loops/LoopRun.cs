using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>What a run over formulas shows of one loop, not yet judged.</summary>
sealed class LoopRun(NaturalLoop loop, ulong head)
{
    const int MaxAccesses = 512;
    readonly HashSet<Cell> _changingSlots = [];
    StackSlot[] _slotsAtHead = [];

    internal NaturalLoop Loop { get; } = loop;

    internal ulong Head { get; } = head;

    internal int WrittenRegisters { get; init; }

    /// <summary>Heads of the loops inside.</summary>
    internal HashSet<ulong> InnerHeads { get; } = [];

    /// <summary>Address ranges of its blocks.</summary>
    internal required ControlFlowGraph Graph { get; init; }

    /// <summary>Whether the instruction at an address is in the loop.</summary>
    internal bool Holds(ulong at) => Graph.BlockAt(at) is { } block && Loop.Contains(block.Id);

    internal Dictionary<Cell, LoopVariable> Variables { get; } = [];

    /// <summary>Accesses outside the frame, in blocks of this loop that belong to no inner one.</summary>
    internal List<(Expression Address, int Bits, bool Writes, ulong At)> Accesses { get; } = [];

    internal List<(ulong At, ulong Target)> Calls { get; } = [];

    readonly HashSet<ulong> _atomics = [];

    internal bool HasAtomic => _atomics.Count > 0;

    /// <summary>Whether memory was read by an atomic instruction.</summary>
    internal bool IsAtomic(Expression load)
    {
        foreach ((Expression address, _, bool writes, ulong at) in Accesses)
        {
            if (!writes && _atomics.Contains(at) && ReferenceEquals(address, load.Left))
                return true;
        }

        return false;
    }

    /// <summary>Loops directly inside.</summary>
    internal List<LoopRun> Inner { get; } = [];

    /// <summary>The calls of this loop and of those inside, by address.</summary>
    internal List<(ulong At, ulong Target)> AllCalls()
    {
        List<(ulong At, ulong Target)> all = [.. Calls];
        foreach (LoopRun inner in Inner)
            all.AddRange(inner.AllCalls());
        all.Sort();
        return all;
    }

    /// <summary>What the call at an address calls; null when there is none.</summary>
    internal ulong? CallAt(ulong at)
    {
        foreach ((ulong site, ulong target) in Calls)
        {
            if (site == at)
                return target;
        }

        return null;
    }

    internal bool HasPause { get; private set; }

    /// <summary>Something inside is not modelled.</summary>
    internal ulong? NotUnderstoodAt { get; private set; }

    internal void Clear()
    {
        Variables.Clear();
        Accesses.Clear();
        Calls.Clear();
        HasPause = false;
        _atomics.Clear();
        NotUnderstoodAt = null;
    }

    internal void Note(Expression address, int bits, bool writes, ulong at)
    {
        if (Accesses.Count < MaxAccesses)
            Accesses.Add((address, bits, writes, at));
    }

    internal void Note(in Instruction instruction, bool notUnderstood)
    {
        if (notUnderstood)
            NotUnderstoodAt ??= instruction.IP;
        else if (instruction.Mnemonic == Mnemonic.Pause)
            HasPause = true;
        else if (instruction.Op0Kind == OpKind.Memory || instruction.Op1Kind == OpKind.Memory)
            _atomics.Add(instruction.IP);
    }

    /// <summary>The loop begins: what it changes gets a name of its own.</summary>
    internal void Open(MachineState<Expression> state, SymbolicMemory memory, ExpressionPool pool)
    {
        for (int register = 0; register < 16; register++)
        {
            if ((WrittenRegisters & (1 << register)) == 0)
                continue;
            Cell cell = Cell.Register(register);
            Expression value = pool.LoopValue(Head, cell);
            Variables[cell] = new LoopVariable(cell, value, state.Registers[register], []);
            state.Registers[register] = value;
        }

        StackSlot[] slots = memory.Slots.ToArray();
        for (int i = 0; i < slots.Length; i++)
        {
            Cell cell = slots[i].Cell;
            if (!_changingSlots.Contains(cell))
                continue;
            Expression value = pool.LoopValue(Head, cell);
            Variables[cell] = new LoopVariable(cell, value, slots[i].Value, []);
            slots[i] = slots[i] with { Value = value };
        }

        state.Flags = default;
        _slotsAtHead = slots;
        memory.Restore(slots, memory.EscapedFrom);
    }

    /// <summary>The loop was run through: what its rounds make of what they began with.</summary>
    /// <returns>Whether a slot that was thought constant turned out to change.</returns>
    internal bool Close(BlockState?[] after)
    {
        bool again = false;
        foreach (StackSlot slot in _slotsAtHead)
        {
            Cell cell = slot.Cell;
            if (_changingSlots.Contains(cell))
                continue;
            foreach (int latch in Loop.Latches)
            {
                if (after[latch] is { } state && !ReferenceEquals(state.Find(cell), slot.Value))
                {
                    again |= _changingSlots.Add(cell);
                    break;
                }
            }
        }

        if (again)
            return true;
        foreach ((Cell cell, LoopVariable variable) in Variables)
        {
            ImmutableArray<Expression>.Builder updates = ImmutableArray.CreateBuilder<Expression>(Loop.Latches.Length);
            foreach (int latch in Loop.Latches)
            {
                Expression? value = after[latch]?.Find(cell);
                if (value is not null && !updates.Contains(value))
                    updates.Add(value);
            }

            Variables[cell] = variable with { Updates = updates.ToImmutable() };
        }

        return false;
    }
}
