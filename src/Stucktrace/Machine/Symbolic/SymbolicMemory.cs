namespace Stucktrace.Machine.Symbolic;

/// <summary>
/// Memory as formulas see it: the slots of this function's own stack frame are followed; everything else is "memory at this address, as that instruction
/// read it". Two instructions that read one address are never taken to have read the same: others may write in between.
/// </summary>
public sealed class SymbolicMemory : IMachineMemory<Expression>
{
    const int MaxSlots = 192;
    readonly ExpressionPool _pool;
    StackSlot[] _slots = new StackSlot[32];

    /// <summary>Memory of which nothing is known.</summary>
    /// <param name="pool">Where formulas are made.</param>
    public SymbolicMemory(ExpressionPool pool) => _pool = pool;

    /// <summary>Told of every access outside the followed frame: address, width, whether it writes, and the instruction; null to not be told.</summary>
    public Action<Expression, int, bool, ulong>? Accessed { get; set; }

    /// <summary>Whether 8 bytes of this CPU's area at an offset stay the same while one task runs: those of <c>current</c> do.</summary>
    public Func<ulong, bool>? IsStable { get; set; }

    internal int Count { get; private set; }

    /// <summary>Lowest offset of an object in the frame whose address others may know.</summary>
    internal long EscapedFrom { get; private set; } = long.MaxValue;

    internal ReadOnlySpan<StackSlot> Slots => _slots.AsSpan(0, Count);

    internal void Restore(ReadOnlySpan<StackSlot> slots, long escapedFrom)
    {
        if (_slots.Length < slots.Length)
            _slots = new StackSlot[slots.Length * 2];
        slots.CopyTo(_slots);
        Count = slots.Length;
        EscapedFrom = escapedFrom;
    }

    /// <summary>Whether an address lies in this function's frame, and where.</summary>
    internal static bool IsFrame(Expression address, out bool isAligned, out long offset)
    {
        Expression root = address.WithoutOffset(out offset);
        isAligned = false;
        if (IsEntryStack(root))
            return true;
        isAligned = root.Kind == ExpressionKind.Binary && root.Binary == BinaryOperation.And && root.Right!.IsConstant && IsEntryStack(root.Left!.WithoutOffset(out _));
        return isAligned;
    }

    static bool IsEntryStack(Expression e) => e.Kind == ExpressionKind.EntryRegister && e.Number == MachineState<Expression>.StackPointer;

    /// <inheritdoc/>
    public Expression Load(Expression address, MemorySegment segment, int bits, ulong at)
    {
        if (segment != MemorySegment.Flat)
        {
            bool stable = bits == 64 && address.IsConstant && IsStable?.Invoke(address.Number) == true;
            return segment == MemorySegment.PerCpu ? _pool.PerCpu(address, bits, stable ? 0 : at) : _pool.Unknown(UnknownReason.Outside, at, bits);
        }

        if (!IsFrame(address, out bool isAligned, out long offset))
        {
            Accessed?.Invoke(address, bits, false, at);
            return _pool.Load(address, bits, at);
        }

        foreach (StackSlot slot in Slots)
        {
            if (!slot.Overlaps(isAligned, offset, bits))
                continue;
            if (slot.Offset == offset && slot.Bits == bits)
                return slot.Value;
            return slot.Offset == offset && slot.Bits > bits ? new SymbolicDomain(_pool).Truncate(slot.Value, bits) : _pool.Unknown(UnknownReason.Joined, at, bits);
        }

        return _pool.Load(address, bits, at);
    }

    /// <inheritdoc/>
    public void Store(Expression address, MemorySegment segment, Expression value, int bits, ulong at)
    {
        if (segment != MemorySegment.Flat)
            return;
        if (IsFrame(value, out _, out long valueOffset) && !IsSaved(address, value))
            Escape(valueOffset);
        if (!IsFrame(address, out bool isAligned, out long offset))
        {
            Accessed?.Invoke(address, bits, true, at);
            if (ContainsFrame(address, out long lowest))
                Forget(lowest);
            else if (!address.IsConstant)
                Forget(EscapedFrom);
            return;
        }

        Remove(isAligned, offset, bits);
        if (Count == MaxSlots)
            return;
        if (Count == _slots.Length)
            Array.Resize(ref _slots, Count * 2);

        // Kept in order, so that states can be compared and merged side by side.
        int place = Count;
        while (place > 0 && (_slots[place - 1].IsAligned, _slots[place - 1].Offset).CompareTo((isAligned, offset)) > 0)
        {
            _slots[place] = _slots[place - 1];
            place--;
        }

        _slots[place] = new StackSlot(isAligned, offset, bits, value);
        Count++;
    }

    // push rbp when it is a frame pointer of this very frame is not a leak of an address; the entry's RSP itself is none of our objects.
    static bool IsSaved(Expression address, Expression value) => value.WithoutOffset(out long offset) is not null && offset >= 0 && IsFrame(address, out _, out _);

    /// <inheritdoc/>
    public void StoreUnknown(Expression address, ulong at)
    {
        Accessed?.Invoke(address, 0, true, at);
        if (IsFrame(address, out _, out long offset))
            Forget(offset);
        else
            Forget(ContainsFrame(address, out long lowest) ? lowest : EscapedFrom);
    }

    /// <summary>A function was called: what others may know of is not known any more.</summary>
    public void Called() => Forget(EscapedFrom);

    /// <summary>Others may know this value: if it points into the frame, what lies there can be changed by them.</summary>
    /// <param name="value">A value that is passed on.</param>
    public void Leak(Expression value)
    {
        if (IsFrame(value, out _, out long offset))
            Escape(offset);
        else if (value.Kind is ExpressionKind.Merge or ExpressionKind.Select)
        {
            foreach (Expression part in value.Parts)
            {
                if (IsFrame(part, out _, out offset))
                    Escape(offset);
            }
        }
    }

    void Escape(long offset)
    {
        // Slots of the rounded part of a frame count from another origin; both kinds are forgotten from the lower one of the two on.
        EscapedFrom = Math.Min(EscapedFrom, offset);
    }

    void Remove(bool isAligned, long offset, int bits)
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (!_slots[i].Overlaps(isAligned, offset, bits))
                _slots[kept++] = _slots[i];
        }

        Count = kept;
    }

    void Forget(long from)
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_slots[i].Offset + (_slots[i].Bits / 8) <= from)
                _slots[kept++] = _slots[i];
        }

        Count = kept;
    }

    // An array in the frame with a computed index: it reaches from its first element up.
    static bool ContainsFrame(Expression address, out long lowest)
    {
        Expression root = address.WithoutOffset(out lowest);
        if (root.Kind != ExpressionKind.Binary || root.Binary != BinaryOperation.Add)
            return false;
        foreach (Expression part in (ReadOnlySpan<Expression>)[root.Left!, root.Right!])
        {
            if (IsFrame(part, out _, out long offset))
            {
                lowest += offset;
                return true;
            }
        }

        return false;
    }
}
