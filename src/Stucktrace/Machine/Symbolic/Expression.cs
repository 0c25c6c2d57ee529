using System.Collections.Immutable;

namespace Stucktrace.Machine.Symbolic;

/// <summary>
/// A value as a formula over what is not known: arguments, memory, what a round of a loop began with. Immutable, and equal formulas of one
/// analysis are one object (<see cref="ExpressionPool"/>), so that comparing them costs nothing.
/// </summary>
public sealed class Expression
{
    internal Expression(ExpressionKind kind, int bits)
    {
        Kind = kind;
        Bits = bits;
    }

    /// <summary>What it is.</summary>
    public ExpressionKind Kind { get; }

    /// <summary>Width of the value in bits; the bits above are zero.</summary>
    public int Bits { get; }

    /// <summary>A number, address or index, as <see cref="Kind"/> says.</summary>
    public ulong Number { get; internal init; }

    /// <summary>First operand.</summary>
    public Expression? Left { get; internal init; }

    /// <summary>Second operand.</summary>
    public Expression? Right { get; internal init; }

    /// <summary>The values of a <see cref="ExpressionKind.Merge"/> or <see cref="ExpressionKind.Select"/>.</summary>
    public ImmutableArray<Expression> Parts { get; internal init; } = [];

    /// <summary>The cell of a <see cref="ExpressionKind.LoopValue"/>.</summary>
    public Cell Cell { get; internal init; }

    /// <summary>Width of the operands, where it is another than that of the value.</summary>
    public int OperandBits { get; internal init; }

    /// <summary>How deep the formula is.</summary>
    public int Depth { get; internal init; }

    internal byte Operation { get; init; }

    internal int Hash { get; init; }

    internal Expression? NextInBucket { get; set; }

    /// <summary>The operation of a <see cref="ExpressionKind.Binary"/>.</summary>
    public BinaryOperation Binary => (BinaryOperation)Operation;

    /// <summary>The operation of a <see cref="ExpressionKind.Unary"/>.</summary>
    public UnaryOperation Unary => (UnaryOperation)Operation;

    /// <summary>The relation of a <see cref="ExpressionKind.Compare"/>.</summary>
    public Relation Relation => (Relation)Operation;

    /// <summary>Why an <see cref="ExpressionKind.Unknown"/> is unknown.</summary>
    public UnknownReason Reason => (UnknownReason)Operation;

    /// <summary>Whether it is a number.</summary>
    public bool IsConstant => Kind == ExpressionKind.Constant;

    /// <summary>Whether it is a sum of a formula and a number.</summary>
    public bool IsSum => Kind == ExpressionKind.Binary && Binary == BinaryOperation.Add && Right!.IsConstant;

    /// <summary>The formula without a number that is added to it.</summary>
    /// <param name="offset">The number.</param>
    public Expression WithoutOffset(out long offset)
    {
        if (!IsSum)
        {
            offset = 0;
            return this;
        }

        offset = Bits == 64 ? (long)Right!.Number : (int)Right!.Number;
        return Left!;
    }

    /// <summary>The formula as text, such as <c>[rdi@entry+0x70] = 0</c>; for tests and tooltips.</summary>
    public override string ToString() => ExpressionText.Of(this);
}
