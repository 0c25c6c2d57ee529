using Iced.Intel;

namespace Stucktrace.Code.Entries;

/// <summary>What is known of registers and of the function's own stack at one point of it.</summary>
sealed class FrameState
{
    const int MostSlots = 96;

    readonly Value[] _registers = new Value[16];
    readonly Dictionary<long, Value> _slots = [];
    readonly List<long> _escaped = [];

    /// <summary>The state at the entry: arguments in their registers, the stack pointer at the return address.</summary>
    internal static FrameState AtEntry()
    {
        FrameState state = new();
        for (int i = 0; i < ArgumentRegisters.Length; i++)
            state[ArgumentRegisters[i]] = Value.At(Place.Argument(i));
        state[Register.RSP] = new Value(ValueKind.Stack);
        return state;
    }

    /// <summary>The registers of the first six arguments (System V ABI).</summary>
    internal static Register[] ArgumentRegisters { get; } = [Register.RDI, Register.RSI, Register.RDX, Register.RCX, Register.R8, Register.R9];

    internal Value this[Register register]
    {
        get => register is >= Register.RAX and <= Register.R15 ? _registers[register - Register.RAX] : default;
        set
        {
            if (register is >= Register.RAX and <= Register.R15)
                _registers[register - Register.RAX] = value;
        }
    }

    /// <summary>The stack cells that something is known of, by distance from the stack's begin.</summary>
    internal IReadOnlyDictionary<long, Value> Slots => _slots;

    internal Value Slot(long offset) => _slots.GetValueOrDefault(offset);

    internal void SetSlot(long offset, in Value value, int width)
    {
        for (long at = offset - 7; at < offset + width; at++)
            _slots.Remove(at);
        if (value != default && _slots.Count < MostSlots)
            _slots[offset] = value;
    }

    /// <summary>Notes that somebody else knows the address of a stack cell from now on.</summary>
    internal void Escape(long offset)
    {
        if (_escaped.Count < 16 && !_escaped.Contains(offset))
            _escaped.Add(offset);
    }

    /// <summary>What a call leaves: not what it may overwrite.</summary>
    internal void AfterCall(ReadOnlySpan<Register> overwritten)
    {
        foreach (Register register in overwritten)
            this[register] = default;
        foreach (long start in _escaped)
        {
            foreach (long offset in _slots.Keys.Where(o => o >= start && o < start + 256).ToArray())
                _slots.Remove(offset);
        }
    }

    internal FrameState Copy()
    {
        FrameState copy = new();
        _registers.CopyTo(copy._registers, 0);
        foreach ((long offset, Value value) in _slots)
            copy._slots[offset] = value;
        copy._escaped.AddRange(_escaped);
        return copy;
    }

    /// <summary>Keeps what also holds in another state; returns whether anything was lost.</summary>
    internal bool JoinWith(FrameState other)
    {
        bool changed = false;
        for (int i = 0; i < _registers.Length; i++)
        {
            Value joined = Value.Join(_registers[i], other._registers[i]);
            changed |= joined != _registers[i];
            _registers[i] = joined;
        }

        foreach ((long offset, Value value) in _slots.ToArray())
        {
            Value joined = Value.Join(value, other.Slot(offset));
            if (joined == value)
                continue;
            changed = true;
            if (joined == default)
                _slots.Remove(offset);
            else
                _slots[offset] = joined;
        }

        foreach (long offset in other._escaped)
            Escape(offset);
        return changed;
    }

    /// <summary>Forgets everything: for points that can't be followed to the end.</summary>
    internal void Forget()
    {
        Value stack = this[Register.RSP];
        Array.Clear(_registers);
        _slots.Clear();
        this[Register.RSP] = stack;
    }
}
