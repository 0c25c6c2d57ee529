using System.Buffers.Binary;
using System.Numerics;

namespace Stucktrace.Machine;

/// <summary>Exact arithmetic on numbers of 1 to 64 bits, kept zero-extended; what both the concrete and the partly-known domain compute with.</summary>
static class Numbers
{
    internal static ulong Mask(int bits) => bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;

    internal static long Signed(ulong value, int bits) => (long)(value << (64 - bits)) >> (64 - bits);

    internal static ulong Binary(BinaryOperation operation, ulong left, ulong right, int bits)
    {
        int count = (int)right & 63;
        ulong result = operation switch
        {
            BinaryOperation.Add => left + right,
            BinaryOperation.Subtract => left - right,
            BinaryOperation.Multiply => left * right,
            BinaryOperation.MultiplyHigh => bits == 64 ? Math.BigMul(left, right, out _) : left * right >> bits,
            BinaryOperation.MultiplyHighSigned => bits == 64 ? (ulong)Math.BigMul((long)left, (long)right, out _) : (ulong)(Signed(left, bits) * Signed(right, bits) >> bits),
            BinaryOperation.And => left & right,
            BinaryOperation.Or => left | right,
            BinaryOperation.Xor => left ^ right,
            BinaryOperation.ShiftLeft => count >= bits ? 0 : left << count,
            BinaryOperation.ShiftRight => count >= bits ? 0 : left >> count,
            BinaryOperation.ShiftRightSigned => (ulong)(Signed(left, bits) >> Math.Min(count, 63)),
            BinaryOperation.RotateLeft => Rotate(left, count % bits, bits),
            _ => Rotate(left, (bits - (count % bits)) % bits, bits),
        };
        return result & Mask(bits);
    }

    internal static ulong Unary(UnaryOperation operation, ulong value, int bits) => operation switch
    {
        UnaryOperation.Not => ~value & Mask(bits),
        UnaryOperation.ReverseBytes => BinaryPrimitives.ReverseEndianness(value) >> (64 - bits),
        UnaryOperation.CountOnes => (ulong)BitOperations.PopCount(value),
        UnaryOperation.LowestOne => value == 0 ? (ulong)bits : (ulong)BitOperations.TrailingZeroCount(value),
        _ => (ulong)(BitOperations.LeadingZeroCount(value) - (64 - bits)),
    };

    internal static bool Holds(Relation relation, ulong left, ulong right, int bits)
    {
        left &= Mask(bits);
        right &= Mask(bits);
        return relation switch
        {
            Relation.Equal => left == right,
            Relation.NotEqual => left != right,
            Relation.Below => left < right,
            Relation.BelowOrEqual => left <= right,
            Relation.Less => Signed(left, bits) < Signed(right, bits),
            _ => Signed(left, bits) <= Signed(right, bits),
        };
    }

    internal static ulong SignExtend(ulong value, int from, int to) => (ulong)Signed(value, from) & Mask(to);

    internal static ulong Insert(ulong whole, ulong part, int shift, int bits) => (whole & ~(Mask(bits) << shift)) | ((part & Mask(bits)) << shift);

    /// <summary>Divides a double-width number. False where the processor raises #DE: by zero, or when the quotient does not fit.</summary>
    internal static bool Divide(ulong high, ulong low, ulong divisor, int bits, bool signed, out ulong quotient, out ulong remainder)
    {
        (quotient, remainder) = (0, 0);
        ulong mask = Mask(bits);
        if ((divisor & mask) == 0)
            return false;
        if (signed)
        {
            Int128 dividend = bits == 64 ? (Int128)new UInt128(high, low) : Signed((high & mask) << bits | (low & mask), 2 * bits);
            Int128 by = Signed(divisor, bits);
            if (by == -1 && dividend == Int128.MinValue)
                return false;
            (Int128 q, Int128 r) = Int128.DivRem(dividend, by);
            if (q > Signed(mask >> 1, 64) || q < Signed(1UL << (bits - 1), bits))
                return false;
            (quotient, remainder) = ((ulong)q & mask, (ulong)r & mask);
            return true;
        }

        if ((high & mask) >= (divisor & mask))
            return false;
        UInt128 whole = bits == 64 ? new UInt128(high, low) : (high & mask) << bits | (low & mask);
        (UInt128 uq, UInt128 ur) = UInt128.DivRem(whole, divisor & mask);
        (quotient, remainder) = ((ulong)uq, (ulong)ur);
        return true;
    }

    static ulong Rotate(ulong value, int count, int bits) => count == 0 ? value : (value << count) | (value >> (bits - count));
}
