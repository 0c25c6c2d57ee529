using System.Collections.Immutable;

namespace Stucktrace.Machine.Symbolic;

/// <summary>Makes the expressions of one analysis; equal ones are made once.</summary>
public sealed class ExpressionPool
{
    Expression?[] _buckets = new Expression?[1024];
    int _count;
    int _unknowns;

    /// <summary>How many expressions were made.</summary>
    public int Count => _count;

    /// <summary>Forgets all expressions; those that are kept elsewhere stay valid but are no longer the same objects as new ones.</summary>
    public void Clear()
    {
        if (_buckets.Length > 1 << 14)
            _buckets = new Expression?[1024];
        else
            Array.Clear(_buckets);
        _count = 0;
    }

    /// <summary>A number.</summary>
    public Expression Constant(ulong value) => Make(ExpressionKind.Constant, 64, 0, value, null, null, 0);

    /// <summary>What a register held at the function's entry.</summary>
    public Expression EntryRegister(int index) => Make(ExpressionKind.EntryRegister, 64, 0, (ulong)index, null, null, 0);

    /// <summary>What a cell holds at the beginning of a round of the loop with this head.</summary>
    public Expression LoopValue(ulong head, Cell cell)
    {
        int hash = HashCode.Combine((int)ExpressionKind.LoopValue, head, cell);
        for (Expression? e = _buckets[hash & (_buckets.Length - 1)]; e is not null; e = e.NextInBucket)
        {
            if (e.Hash == hash && e.Kind == ExpressionKind.LoopValue && e.Number == head && e.Cell == cell)
                return e;
        }

        return Add(new Expression(ExpressionKind.LoopValue, cell.Bits) { Number = head, Cell = cell, Hash = hash });
    }

    /// <summary>Memory at an address.</summary>
    public Expression Load(Expression address, int bits, ulong at) => Make(ExpressionKind.Load, bits, 0, at, address, null, 0);

    /// <summary>Memory of this CPU's area.</summary>
    public Expression PerCpu(Expression offset, int bits, ulong at) => Make(ExpressionKind.PerCpu, bits, 0, at, offset, null, 0);

    /// <summary>What a call returned.</summary>
    public Expression CallResult(ulong site) => Make(ExpressionKind.CallResult, 64, 0, site, null, null, 0);

    /// <summary>Something of which nothing is known: each is another object, since two unknown values are not known to be equal.</summary>
    public Expression Unknown(UnknownReason reason, ulong at, int bits) =>
        new(ExpressionKind.Unknown, bits) { Operation = (byte)reason, Number = at, Hash = ++_unknowns * -1640531527 };

    /// <summary>One of several values.</summary>
    public Expression Merge(int block, Cell cell, ReadOnlySpan<Expression> parts)
    {
        Expression first = parts[0];
        bool same = true;
        int bits = 0;
        int depth = 0;
        HashCode code = default;
        code.Add(block);
        code.Add(cell);
        foreach (Expression part in parts)
        {
            same &= ReferenceEquals(part, first);
            bits = Math.Max(bits, part.Bits);
            depth = Math.Max(depth, part.Depth);
            code.Add(part.Hash);
        }

        if (same)
            return first;
        if (depth >= ExpressionLimits.MaxDepth)
            return Unknown(UnknownReason.Joined, (ulong)block, bits);
        int hash = code.ToHashCode();
        for (Expression? e = _buckets[hash & (_buckets.Length - 1)]; e is not null; e = e.NextInBucket)
        {
            if (e.Hash == hash && e.Kind == ExpressionKind.Merge && e.Number == (ulong)block && e.Cell == cell && e.Parts.AsSpan().SequenceEqual(parts))
                return e;
        }

        return Add(new Expression(ExpressionKind.Merge, bits) { Number = (ulong)block, Cell = cell, Parts = [.. parts], Hash = hash, Depth = depth + 1 });
    }

    /// <summary>One of two values, as a condition says.</summary>
    public Expression Select(Expression condition, Expression whenTrue, Expression whenFalse, int bits)
    {
        int hash = HashCode.Combine((int)ExpressionKind.Select, condition.Hash, whenTrue.Hash, whenFalse.Hash);
        for (Expression? e = _buckets[hash & (_buckets.Length - 1)]; e is not null; e = e.NextInBucket)
        {
            if (e.Hash == hash && e.Kind == ExpressionKind.Select && ReferenceEquals(e.Parts[0], condition)
                && ReferenceEquals(e.Parts[1], whenTrue) && ReferenceEquals(e.Parts[2], whenFalse))
                return e;
        }

        ImmutableArray<Expression> parts = [condition, whenTrue, whenFalse];
        int depth = Math.Max(condition.Depth, Math.Max(whenTrue.Depth, whenFalse.Depth)) + 1;
        return depth > ExpressionLimits.MaxDepth
            ? Unknown(UnknownReason.Joined, 0, bits)
            : Add(new Expression(ExpressionKind.Select, bits) { Parts = parts, Hash = hash, Depth = depth });
    }

    internal Expression Make(ExpressionKind kind, int bits, byte operation, ulong number, Expression? left, Expression? right, int operandBits)
    {
        int hash = unchecked((int)kind + (operation * 31) + (bits * 131) + (int)(number ^ (number >> 32)) * -1640531527
            + ((left?.Hash ?? 0) * 16777619) + ((right?.Hash ?? 0) * 709607) + operandBits);
        hash ^= hash >>> 15;
        for (Expression? e = _buckets[hash & (_buckets.Length - 1)]; e is not null; e = e.NextInBucket)
        {
            if (e.Hash == hash && e.Kind == kind && e.Bits == bits && e.Operation == operation && e.Number == number
                && ReferenceEquals(e.Left, left) && ReferenceEquals(e.Right, right) && e.OperandBits == operandBits)
                return e;
        }

        int depth = Math.Max(left?.Depth ?? -1, right?.Depth ?? -1) + 1;
        if (depth > ExpressionLimits.MaxDepth)
            return Unknown(UnknownReason.Joined, number, bits);
        return Add(new Expression(kind, bits)
        {
            Number = number,
            Left = left,
            Right = right,
            OperandBits = operandBits,
            Operation = operation,
            Hash = hash,
            Depth = depth,
        });
    }

    Expression Add(Expression made)
    {
        if (++_count > _buckets.Length)
            Grow();
        ref Expression? bucket = ref _buckets[made.Hash & (_buckets.Length - 1)];
        made.NextInBucket = bucket;
        bucket = made;
        return made;
    }

    void Grow()
    {
        Expression?[] old = _buckets;
        _buckets = new Expression?[old.Length * 4];
        foreach (Expression? first in old)
        {
            for (Expression? e = first; e is not null;)
            {
                Expression? next = e.NextInBucket;
                ref Expression? bucket = ref _buckets[e.Hash & (_buckets.Length - 1)];
                e.NextInBucket = bucket;
                bucket = e;
                e = next;
            }
        }
    }
}
