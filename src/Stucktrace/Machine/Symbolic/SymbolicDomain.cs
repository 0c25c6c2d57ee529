namespace Stucktrace.Machine.Symbolic;

/// <summary>Computes with formulas: numbers are folded, sums kept as base and offset, and relations turned so that they read as they were written.</summary>
/// <param name="pool">Where the formulas are made.</param>
public readonly partial struct SymbolicDomain(ExpressionPool pool) : IValueDomain<Expression>
{
    readonly ExpressionPool _pool = pool;

    /// <inheritdoc/>
    public Expression Constant(ulong value) => _pool.Constant(value);

    /// <inheritdoc/>
    public Expression Unknown(UnknownReason reason, ulong at, int bits) => _pool.Unknown(reason, at, bits);

    /// <inheritdoc/>
    public bool TryGetConstant(Expression value, out ulong number)
    {
        number = value.Number;
        return value.IsConstant;
    }

    static ulong Mask(int bits) => bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;

    static long Signed(ulong value, int bits) => bits >= 64 ? (long)value : (long)(value << (64 - bits)) >> (64 - bits);

    /// <inheritdoc/>
    public Expression Binary(BinaryOperation operation, Expression left, Expression right, int bits)
    {
        if (left.IsConstant && right.IsConstant)
            return _pool.Constant(Fold(operation, left.Number, right.Number, bits));
        switch (operation)
        {
            case BinaryOperation.Add:
                return Sum(left, right, bits);
            case BinaryOperation.Subtract:
                return Difference(left, right, bits);
            case BinaryOperation.And:
                return Conjunction(left, right, bits);
            case BinaryOperation.Or:
                if (ReferenceEquals(left, right) || (right.IsConstant && right.Number == 0))
                    return left;
                if (left.IsConstant && left.Number == 0)
                    return right;
                break;
            case BinaryOperation.Xor:
                if (ReferenceEquals(left, right))
                    return _pool.Constant(0);
                if (right.IsConstant && right.Number == 0)
                    return left;
                if (right.IsConstant && right.Number == 1 && left.Kind == ExpressionKind.Compare)
                    return Negated(left);
                break;
            case BinaryOperation.Multiply:
                if (right.IsConstant && right.Number <= 1)
                    return right.Number == 0 ? right : left;
                break;
            case BinaryOperation.ShiftLeft or BinaryOperation.ShiftRight or BinaryOperation.ShiftRightSigned:
                if (right.IsConstant && right.Number == 0)
                    return left;
                break;
        }

        if (left.IsConstant && operation is BinaryOperation.Multiply or BinaryOperation.Or or BinaryOperation.Xor)
            (left, right) = (right, left);
        return _pool.Make(ExpressionKind.Binary, bits, (byte)operation, 0, left, right, bits);
    }

    Expression Sum(Expression left, Expression right, int bits)
    {
        if (left.IsConstant)
            (left, right) = (right, left);
        if (!right.IsConstant)
        {
            // (a + c) + (b + d) is (a + b) + (c + d): numbers stay outermost.
            long offset = 0;
            if (left.IsSum && left.Bits == bits)
                left = left.WithoutOffset(out offset);
            if (right.IsSum && right.Bits == bits)
            {
                right = right.WithoutOffset(out long other);
                offset += other;
            }

            Expression sum = _pool.Make(ExpressionKind.Binary, bits, (byte)BinaryOperation.Add, 0, left, right, bits);
            return offset == 0 ? sum : Sum(sum, _pool.Constant((ulong)offset & Mask(bits)), bits);
        }

        ulong number = right.Number & Mask(bits);
        if (left.IsSum && left.Bits == bits)
        {
            number = (number + left.Right!.Number) & Mask(bits);
            left = left.Left!;
        }

        if (number == 0 && left.Bits <= bits)
            return left;
        return _pool.Make(ExpressionKind.Binary, bits, (byte)BinaryOperation.Add, 0, left, _pool.Constant(number), bits);
    }

    Expression Difference(Expression left, Expression right, int bits)
    {
        if (ReferenceEquals(left, right))
            return _pool.Constant(0);
        if (right.IsConstant)
            return Sum(left, _pool.Constant((0 - right.Number) & Mask(bits)), bits);
        Expression a = left.WithoutOffset(out long plus);
        Expression b = right.WithoutOffset(out long minus);
        if (ReferenceEquals(a, b) && left.Bits == bits && right.Bits == bits)
            return _pool.Constant((ulong)(plus - minus) & Mask(bits));
        return _pool.Make(ExpressionKind.Binary, bits, (byte)BinaryOperation.Subtract, 0, left, right, bits);
    }

    Expression Conjunction(Expression left, Expression right, int bits)
    {
        if (left.IsConstant)
            (left, right) = (right, left);
        if (ReferenceEquals(left, right))
            return left;
        if (right.IsConstant)
        {
            ulong mask = right.Number & Mask(bits);
            if (mask == 0)
                return _pool.Constant(0);
            if (left.Bits < 64 && (mask & Mask(left.Bits)) == Mask(left.Bits))
                return left;
            if (mask is 0xff or 0xffff or 0xffffffff && mask < Mask(bits))
                return Truncate(left, mask == 0xff ? 8 : mask == 0xffff ? 16 : 32);
            if (mask == Mask(bits) && left.Bits <= bits)
                return left;
            right = _pool.Constant(mask);
        }

        return _pool.Make(ExpressionKind.Binary, bits, (byte)BinaryOperation.And, 0, left, right, bits);
    }

    static ulong Fold(BinaryOperation operation, ulong left, ulong right, int bits)
    {
        int count = (int)(right & 63);
        ulong result = operation switch
        {
            BinaryOperation.Add => left + right,
            BinaryOperation.Subtract => left - right,
            BinaryOperation.Multiply => left * right,
            BinaryOperation.MultiplyHigh => (ulong)(((UInt128)left * right) >> bits),
            BinaryOperation.MultiplyHighSigned => (ulong)(((Int128)Signed(left, bits) * Signed(right, bits)) >> bits),
            BinaryOperation.And => left & right,
            BinaryOperation.Or => left | right,
            BinaryOperation.Xor => left ^ right,
            BinaryOperation.ShiftLeft => left << count,
            BinaryOperation.ShiftRight => left >> count,
            BinaryOperation.ShiftRightSigned => (ulong)(Signed(left, bits) >> count),
            BinaryOperation.RotateLeft => count == 0 ? left : (left << count) | (left >> (bits - count)),
            _ => count == 0 ? left : (left >> count) | (left << (bits - count)),
        };
        return result & Mask(bits);
    }
}
