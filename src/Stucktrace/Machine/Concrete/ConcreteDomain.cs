namespace Stucktrace.Machine.Concrete;

/// <summary>Plain 64-bit numbers. A value that nothing defines is noted, and given as zero: who drives the machine stops there.</summary>
/// <param name="notes">Receives what is no number.</param>
public readonly struct ConcreteDomain(RunNotes notes) : IValueDomain<ulong>
{
    readonly RunNotes _notes = notes;

    /// <inheritdoc/>
    public ulong Constant(ulong value) => value;

    /// <inheritdoc/>
    public ulong Unknown(UnknownReason reason, ulong at, int bits)
    {
        _notes.Undefined ??= reason;
        _notes.Any = true;
        return 0;
    }

    /// <inheritdoc/>
    public ulong Binary(BinaryOperation operation, ulong left, ulong right, int bits) => Numbers.Binary(operation, left, right, bits);

    /// <inheritdoc/>
    public ulong Unary(UnaryOperation operation, ulong value, int bits) => Numbers.Unary(operation, value, bits);

    /// <inheritdoc/>
    public ulong Truncate(ulong value, int bits) => value & Numbers.Mask(bits);

    /// <inheritdoc/>
    public ulong SignExtend(ulong value, int from, int to) => Numbers.SignExtend(value, from, to);

    /// <inheritdoc/>
    public ulong Insert(ulong whole, ulong part, int shift, int bits) => Numbers.Insert(whole, part, shift, bits);

    /// <inheritdoc/>
    public ulong Compare(Relation relation, ulong left, ulong right, int bits) => Numbers.Holds(relation, left, right, bits) ? 1UL : 0;

    /// <inheritdoc/>
    public ulong Select(ulong condition, ulong whenTrue, ulong whenFalse, int bits) => condition != 0 ? whenTrue : whenFalse;

    /// <inheritdoc/>
    public ulong Quotient(ulong high, ulong low, ulong divisor, int bits, bool signed) => Divide(high, low, divisor, bits, signed, out _);

    /// <inheritdoc/>
    public ulong Remainder(ulong high, ulong low, ulong divisor, int bits, bool signed)
    {
        Divide(high, low, divisor, bits, signed, out ulong remainder);
        return remainder;
    }

    /// <inheritdoc/>
    public bool TryGetConstant(ulong value, out ulong number)
    {
        number = value;
        return true;
    }

    ulong Divide(ulong high, ulong low, ulong divisor, int bits, bool signed, out ulong remainder)
    {
        if (!Numbers.Divide(high, low, divisor, bits, signed, out ulong quotient, out remainder))
            _notes.DivideError = _notes.Any = true;
        return quotient;
    }
}
