using System.Buffers.Binary;
using System.Numerics;

namespace Stucktrace.Machine.Symbolic;

/// <summary>Widths, relations and choices.</summary>
public readonly partial struct SymbolicDomain
{
    /// <inheritdoc/>
    public Expression Unary(UnaryOperation operation, Expression value, int bits)
    {
        if (value.IsConstant)
        {
            ulong number = value.Number;
            return _pool.Constant(operation switch
            {
                UnaryOperation.Not => ~number & Mask(bits),
                UnaryOperation.ReverseBytes => BinaryPrimitives.ReverseEndianness(number) >> (64 - bits),
                UnaryOperation.CountOnes => (ulong)BitOperations.PopCount(number),
                UnaryOperation.LowestOne => Math.Min((ulong)BitOperations.TrailingZeroCount(number), (ulong)bits),
                _ => (ulong)(BitOperations.LeadingZeroCount(number) - (64 - bits)),
            });
        }

        return _pool.Make(ExpressionKind.Unary, bits, (byte)operation, 0, value, null, bits);
    }

    /// <inheritdoc/>
    public Expression Truncate(Expression value, int bits)
    {
        if (value.Bits <= bits && !value.IsConstant)
            return value;
        switch (value.Kind)
        {
            case ExpressionKind.Constant:
                return _pool.Constant(value.Number & Mask(bits));
            case ExpressionKind.Truncate:
                return Truncate(value.Left!, bits);
            case ExpressionKind.SignExtend when value.OperandBits >= bits:
                return Truncate(value.Left!, bits);
            case ExpressionKind.Insert when value.Number == 0 && value.OperandBits >= bits:
                return Truncate(value.Right!, bits);
            case ExpressionKind.Insert when value.Number == 0 && value.Right!.IsConstant is false && value.OperandBits < bits:
                break;
            case ExpressionKind.Unknown:
                return _pool.Unknown(value.Reason, value.Number, bits);
            case ExpressionKind.Binary when value.IsSum:
                return Sum(Truncate(value.Left!, bits), _pool.Constant(value.Right!.Number & Mask(bits)), bits);
        }

        return _pool.Make(ExpressionKind.Truncate, bits, 0, 0, value, null, bits);
    }

    /// <inheritdoc/>
    public Expression SignExtend(Expression value, int from, int to)
    {
        if (value.IsConstant)
            return _pool.Constant((ulong)Signed(value.Number, from) & Mask(to));
        if (value.Bits < from)
            return value;
        return _pool.Make(ExpressionKind.SignExtend, to, 0, 0, value, null, from);
    }

    /// <inheritdoc/>
    public Expression Insert(Expression whole, Expression part, int shift, int bits)
    {
        if (whole.IsConstant && part.IsConstant)
            return _pool.Constant((whole.Number & ~(Mask(bits) << shift)) | ((part.Number & Mask(bits)) << shift));

        // sete %al after xor %eax,%eax, and again after the same.
        if (whole.IsConstant && whole.Number <= Mask(bits) && shift == 0)
            return part;
        if (whole.Kind == ExpressionKind.Insert && (int)whole.Number == shift && whole.OperandBits == bits)
            whole = whole.Left!;
        return _pool.Make(ExpressionKind.Insert, 64, 0, (ulong)shift, whole, part, bits);
    }

    /// <inheritdoc/>
    public Expression Select(Expression condition, Expression whenTrue, Expression whenFalse, int bits)
    {
        if (ReferenceEquals(whenTrue, whenFalse))
            return whenTrue;
        if (condition.IsConstant)
            return condition.Number != 0 ? whenTrue : whenFalse;
        return _pool.Select(condition, whenTrue, whenFalse, bits);
    }

    /// <inheritdoc/>
    public Expression Quotient(Expression high, Expression low, Expression divisor, int bits, bool signed) =>
        _pool.Unknown(UnknownReason.NotUnderstood, low.Number, bits);

    /// <inheritdoc/>
    public Expression Remainder(Expression high, Expression low, Expression divisor, int bits, bool signed) =>
        _pool.Unknown(UnknownReason.NotUnderstood, low.Number + 1, bits);

    /// <inheritdoc/>
    public Expression Compare(Relation relation, Expression left, Expression right, int bits)
    {
        if (left.IsConstant && right.IsConstant)
            return _pool.Constant(Holds(relation, left.Number, right.Number, bits) ? 1UL : 0UL);
        if (ReferenceEquals(left, right))
            return _pool.Constant(relation is Relation.Equal or Relation.BelowOrEqual or Relation.LessOrEqual ? 1UL : 0UL);
        if (relation is not (Relation.Equal or Relation.NotEqual))
            return _pool.Make(ExpressionKind.Compare, 1, (byte)relation, 0, left, right, bits);
        if (left.IsConstant)
            (left, right) = (right, left);
        if (!right.IsConstant)
            return _pool.Make(ExpressionKind.Compare, 1, (byte)relation, 0, left, right, bits);

        // A condition that is compared with 0 or 1 is that condition or its opposite.
        Expression inner = left.Kind == ExpressionKind.Truncate ? left.Left! : left;
        if (inner.Kind == ExpressionKind.Compare && right.Number <= 1)
            return (right.Number == 1) == (relation == Relation.Equal) ? inner : Negated(inner);

        // a - b = 0 is a = b, and a + 1 = 5 is a = 4.
        if (right.Number == 0 && left.Kind == ExpressionKind.Binary && left.Binary is BinaryOperation.Subtract or BinaryOperation.Xor && left.Bits == bits)
            return Compare(relation, left.Left!, left.Right!, bits);
        if (left.IsSum && left.Bits == bits)
            return Compare(relation, left.Left!, _pool.Constant((right.Number - left.Right!.Number) & Mask(bits)), bits);
        return _pool.Make(ExpressionKind.Compare, 1, (byte)relation, 0, left, right, bits);
    }

    /// <summary>The opposite of a condition.</summary>
    /// <param name="condition">1 or 0.</param>
    public Expression Negated(Expression condition)
    {
        if (condition.IsConstant)
            return _pool.Constant(condition.Number == 0 ? 1UL : 0UL);
        if (condition.Kind != ExpressionKind.Compare)
            return _pool.Make(ExpressionKind.Compare, 1, (byte)Relation.Equal, 0, condition, _pool.Constant(0), 8);
        Expression left = condition.Left!;
        Expression right = condition.Right!;
        int bits = condition.OperandBits;
        return condition.Relation switch
        {
            Relation.Equal => Compare(Relation.NotEqual, left, right, bits),
            Relation.NotEqual => Compare(Relation.Equal, left, right, bits),
            Relation.Below => Compare(Relation.BelowOrEqual, right, left, bits),
            Relation.BelowOrEqual => Compare(Relation.Below, right, left, bits),
            Relation.Less => Compare(Relation.LessOrEqual, right, left, bits),
            _ => Compare(Relation.Less, right, left, bits),
        };
    }

    static bool Holds(Relation relation, ulong left, ulong right, int bits) => relation switch
    {
        Relation.Equal => left == right,
        Relation.NotEqual => left != right,
        Relation.Below => left < right,
        Relation.BelowOrEqual => left <= right,
        Relation.Less => Signed(left, bits) < Signed(right, bits),
        _ => Signed(left, bits) <= Signed(right, bits),
    };
}
