namespace Stucktrace.Machine;

/// <summary>
/// What the values are that the machine computes with: numbers, or expressions over what is not known yet. A value of a width below 64 is kept
/// zero-extended, as the processor keeps the low half of a register after a 32-bit operation.
/// </summary>
/// <typeparam name="TValue">One value.</typeparam>
public interface IValueDomain<TValue>
{
    /// <summary>A number.</summary>
    TValue Constant(ulong value);

    /// <summary>A value of which nothing is known, and why.</summary>
    TValue Unknown(UnknownReason reason, ulong at, int bits);

    /// <summary>An operation on two values of one width.</summary>
    TValue Binary(BinaryOperation operation, TValue left, TValue right, int bits);

    /// <summary>An operation on one value.</summary>
    TValue Unary(UnaryOperation operation, TValue value, int bits);

    /// <summary>The lowest bits of a value.</summary>
    TValue Truncate(TValue value, int bits);

    /// <summary>A signed value of one width in a larger one.</summary>
    TValue SignExtend(TValue value, int from, int to);

    /// <summary>A 64-bit value with some of its bits replaced.</summary>
    TValue Insert(TValue whole, TValue part, int shift, int bits);

    /// <summary>Whether a relation holds: 1 or 0.</summary>
    TValue Compare(Relation relation, TValue left, TValue right, int bits);

    /// <summary>One of two values, as a condition (1 or 0) says.</summary>
    TValue Select(TValue condition, TValue whenTrue, TValue whenFalse, int bits);

    /// <summary>Quotient of a double-width value.</summary>
    TValue Quotient(TValue high, TValue low, TValue divisor, int bits, bool signed);

    /// <summary>Remainder of a double-width value.</summary>
    TValue Remainder(TValue high, TValue low, TValue divisor, int bits, bool signed);

    /// <summary>The number that a value is, if it is one.</summary>
    bool TryGetConstant(TValue value, out ulong number);
}
