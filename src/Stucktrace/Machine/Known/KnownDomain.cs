using System.Buffers.Binary;
using System.Numerics;

namespace Stucktrace.Machine.Known;

/// <summary>
/// Numbers of which single bits may be unknown, computed so that a bit is called known only when it is the same whatever the unknown ones are. What
/// the proof checker runs on: everything that the certificate does not claim is unknown there, and the loop must still close.
/// </summary>
/// <param name="notes">Receives what is no value.</param>
public readonly struct KnownDomain(RunNotes notes) : IValueDomain<KnownValue>
{
    readonly RunNotes _notes = notes;

    /// <inheritdoc/>
    public KnownValue Constant(ulong value) => value;

    /// <inheritdoc/>
    public KnownValue Unknown(UnknownReason reason, ulong at, int bits) => KnownValue.Nothing(bits);

    /// <inheritdoc/>
    public KnownValue Binary(BinaryOperation operation, KnownValue left, KnownValue right, int bits)
    {
        if ((left.Unknown | right.Unknown) == 0)
            return Numbers.Binary(operation, left.Value, right.Value, bits);
        ulong mask = Numbers.Mask(bits);
        switch (operation)
        {
            case BinaryOperation.And:
                // A known zero on one side decides.
                ulong unknown = (left.Unknown | right.Unknown) & (left.Value | left.Unknown) & (right.Value | right.Unknown) & mask;
                return new KnownValue(left.Value & right.Value & mask, unknown);
            case BinaryOperation.Or:
                ulong ones = (left.Value | right.Value) & mask;
                return new KnownValue(ones, (left.Unknown | right.Unknown) & ~ones & mask);
            case BinaryOperation.Xor:
                unknown = (left.Unknown | right.Unknown) & mask;
                return new KnownValue((left.Value ^ right.Value) & ~unknown & mask, unknown);
            case BinaryOperation.Add or BinaryOperation.Subtract:
                // Below the lowest unknown bit nothing can be carried in from it.
                ulong low = (1UL << BitOperations.TrailingZeroCount(left.Unknown | right.Unknown)) - 1;
                return new KnownValue(Numbers.Binary(operation, left.Value, right.Value, bits) & low, mask & ~low);
            case BinaryOperation.ShiftLeft or BinaryOperation.ShiftRight or BinaryOperation.RotateLeft or BinaryOperation.RotateRight when right.IsKnown:
                return new KnownValue(Numbers.Binary(operation, left.Value, right.Value, bits), Numbers.Binary(operation, left.Unknown, right.Value, bits));
            case BinaryOperation.ShiftRightSigned when right.IsKnown:
                unknown = Numbers.Binary(operation, left.Unknown, right.Value, bits);
                return new KnownValue(Numbers.Binary(operation, left.Value, right.Value, bits) & ~unknown, unknown);
            case BinaryOperation.Multiply when left == 0UL || right == 0UL:
                return 0;
            default:
                return KnownValue.Nothing(bits);
        }
    }

    /// <inheritdoc/>
    public KnownValue Unary(UnaryOperation operation, KnownValue value, int bits)
    {
        if (value.IsKnown)
            return Numbers.Unary(operation, value.Value, bits);
        return operation switch
        {
            UnaryOperation.Not => new KnownValue(~value.Value & ~value.Unknown & Numbers.Mask(bits), value.Unknown),
            UnaryOperation.ReverseBytes => new KnownValue(
                BinaryPrimitives.ReverseEndianness(value.Value) >> (64 - bits), BinaryPrimitives.ReverseEndianness(value.Unknown) >> (64 - bits)),
            _ => KnownValue.Nothing(7),
        };
    }

    /// <inheritdoc/>
    public KnownValue Truncate(KnownValue value, int bits) => new(value.Value & Numbers.Mask(bits), value.Unknown & Numbers.Mask(bits));

    /// <inheritdoc/>
    public KnownValue SignExtend(KnownValue value, int from, int to)
    {
        ulong unknown = Numbers.SignExtend(value.Unknown, from, to);
        return new KnownValue(Numbers.SignExtend(value.Value, from, to) & ~unknown, unknown);
    }

    /// <inheritdoc/>
    public KnownValue Insert(KnownValue whole, KnownValue part, int shift, int bits) =>
        new(Numbers.Insert(whole.Value, part.Value, shift, bits), Numbers.Insert(whole.Unknown, part.Unknown, shift, bits));

    /// <inheritdoc/>
    public KnownValue Compare(Relation relation, KnownValue left, KnownValue right, int bits)
    {
        ulong mask = Numbers.Mask(bits);
        ulong unknown = (left.Unknown | right.Unknown) & mask;
        if (unknown == 0)
            return Numbers.Holds(relation, left.Value, right.Value, bits) ? 1UL : 0UL;
        if (relation is Relation.Equal or Relation.NotEqual)
            return ((left.Value ^ right.Value) & ~unknown & mask) != 0 ? relation == Relation.NotEqual ? 1UL : 0UL : KnownValue.Nothing(1);

        // Signed order is unsigned order with the sign bit turned round.
        ulong turn = relation is Relation.Less or Relation.LessOrEqual ? 1UL << (bits - 1) : 0;
        (ulong leftLow, ulong leftHigh) = Range(left, mask, turn);
        (ulong rightLow, ulong rightHigh) = Range(right, mask, turn);
        bool strict = relation is Relation.Below or Relation.Less;
        if (strict ? leftHigh < rightLow : leftHigh <= rightLow)
            return 1;
        return (strict ? leftLow >= rightHigh : leftLow > rightHigh) ? 0UL : KnownValue.Nothing(1);
    }

    /// <inheritdoc/>
    public KnownValue Select(KnownValue condition, KnownValue whenTrue, KnownValue whenFalse, int bits)
    {
        if (condition.IsKnown)
            return condition.Value != 0 ? whenTrue : whenFalse;
        ulong unknown = whenTrue.Unknown | whenFalse.Unknown | (whenTrue.Value ^ whenFalse.Value);
        return new KnownValue(whenTrue.Value & ~unknown, unknown);
    }

    /// <inheritdoc/>
    public KnownValue Quotient(KnownValue high, KnownValue low, KnownValue divisor, int bits, bool signed) => Divide(high, low, divisor, bits, signed, wantsRemainder: false);

    /// <inheritdoc/>
    public KnownValue Remainder(KnownValue high, KnownValue low, KnownValue divisor, int bits, bool signed) => Divide(high, low, divisor, bits, signed, wantsRemainder: true);

    /// <inheritdoc/>
    public bool TryGetConstant(KnownValue value, out ulong number)
    {
        number = value.Value;
        return value.IsKnown;
    }

    static (ulong Low, ulong High) Range(KnownValue value, ulong mask, ulong turn)
    {
        // The turned sign bit, when unknown, is zero in the lowest and one in the highest number.
        ulong known = (value.Value ^ turn) & mask & ~value.Unknown;
        return (known, known | (value.Unknown & mask));
    }

    KnownValue Divide(KnownValue high, KnownValue low, KnownValue divisor, int bits, bool signed, bool wantsRemainder)
    {
        // Whether it traps depends on all of them.
        if (((high.Unknown | low.Unknown | divisor.Unknown) & Numbers.Mask(bits)) != 0)
        {
            _notes.Undefined ??= UnknownReason.Undefined;
            _notes.Any = true;
            return KnownValue.Nothing(bits);
        }

        if (!Numbers.Divide(high.Value, low.Value, divisor.Value, bits, signed, out ulong quotient, out ulong remainder))
            _notes.DivideError = _notes.Any = true;
        return wantsRemainder ? remainder : quotient;
    }
}
