using System.Collections.Immutable;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>
/// Computes formulas of any function in a chain of calls from what a program passes to the kernel. What depends on anything else (memory, other calls) has
/// no value: nothing is assumed.
/// </summary>
/// <param name="convention">How arguments reach the first function.</param>
/// <param name="callers">For each function but the first: what the registers held at the call in the one before it.</param>
/// <param name="limits">Bounds.</param>
sealed class PathValues(CallConvention convention, IReadOnlyList<ImmutableArray<Expression>> callers, TriggerLimits limits)
{
    int _visits;

    /// <summary>Bounds.</summary>
    internal TriggerLimits Limits => limits;

    /// <summary>What the program passes.</summary>
    internal ulong?[] Inputs { get; } = new ulong?[CallInputs.Most];

    /// <summary>Which of them a formula asked for since this was cleared.</summary>
    internal bool[] Asked { get; } = new bool[CallInputs.Most];

    /// <summary>The value of a formula; null when it depends on something else.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="level">Index of its function in the chain.</param>
    internal ulong? Of(Expression formula, int level)
    {
        _visits = 0;
        return Value(formula, level);
    }

    /// <summary>The one input that a formula is, but for its width; null when it is none or more than that.</summary>
    internal int? InputOf(Expression formula, int level)
    {
        for (int hops = 0; hops < limits.MaxOriginSteps; hops++)
        {
            switch (formula.Kind)
            {
                case ExpressionKind.Truncate or ExpressionKind.SignExtend:
                    formula = formula.Left!;
                    break;
                case ExpressionKind.EntryRegister when level > 0:
                    if (Caller(level, formula.Number) is not { } passed)
                        return null;
                    formula = passed;
                    level--;
                    break;
                case ExpressionKind.EntryRegister:
                    return CallInputs.OfRegister(convention, formula.Number);
                case ExpressionKind.Load:
                    (Expression root, long offset, int at) = Address(formula.Left!, level);
                    return at == 0 ? CallInputs.OfMemory(convention, root, offset) : null;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>What a register was given by the caller of its function; null when that is not known.</summary>
    /// <param name="register">The register, as its function was entered with it.</param>
    /// <param name="level">Index of its function in the chain.</param>
    internal Expression? Passed(Expression register, int level) => level > 0 ? Caller(level, register.Number) : null;

    ulong? Value(Expression e, int level)
    {
        if (++_visits > limits.MaxFormulaParts)
            return null;
        switch (e.Kind)
        {
            case ExpressionKind.Constant:
                return e.Number;
            case ExpressionKind.EntryRegister when level > 0:
                return Caller(level, e.Number) is { } passed ? Value(passed, level - 1) : null;
            case ExpressionKind.EntryRegister:
                return Ask(CallInputs.OfRegister(convention, e.Number), e.Bits);
            case ExpressionKind.Load:
                (Expression root, long offset, int at) = Address(e.Left!, level);
                return at == 0 ? Ask(CallInputs.OfMemory(convention, root, offset), e.Bits) : null;
            case ExpressionKind.Binary:
                return Value(e.Left!, level) is { } left && Value(e.Right!, level) is { } right ? Numbers.Binary(e.Binary, left, right, e.Bits) : null;
            case ExpressionKind.Unary:
                return Value(e.Left!, level) is { } one ? Numbers.Unary(e.Unary, one, e.Bits) : null;
            case ExpressionKind.Compare:
                return Value(e.Left!, level) is { } a && Value(e.Right!, level) is { } b ? Numbers.Holds(e.Relation, a, b, e.OperandBits) ? 1UL : 0 : null;
            case ExpressionKind.Truncate:
                return Value(e.Left!, level) is { } wide ? wide & Numbers.Mask(e.Bits) : null;
            case ExpressionKind.SignExtend:
                return Value(e.Left!, level) is { } narrow ? Numbers.SignExtend(narrow & Numbers.Mask(e.OperandBits), e.OperandBits, e.Bits) : null;
            case ExpressionKind.Insert:
                return Value(e.Left!, level) is { } whole && Value(e.Right!, level) is { } part ? Numbers.Insert(whole, part, (int)e.Number, e.OperandBits) : null;
            case ExpressionKind.Select:
                return Value(e.Parts[0], level) is { } condition ? Value(e.Parts[condition != 0 ? 1 : 2], level) : null;
            default:
                return null;
        }
    }

    ulong? Ask(int? input, int bits)
    {
        if (input is not { } index)
            return null;
        Asked[index] = true;
        return Inputs[index] & Numbers.Mask(bits);
    }

    // An address as something and a distance, in terms of the earliest function that it comes from.
    (Expression Root, long Offset, int Level) Address(Expression address, int level)
    {
        Expression root = address.WithoutOffset(out long offset);
        while (root.Kind == ExpressionKind.EntryRegister && level > 0 && Caller(level, root.Number) is { } passed)
        {
            root = passed.WithoutOffset(out long further);
            offset += further;
            level--;
        }

        return (root, offset, level);
    }

    Expression? Caller(int level, ulong register) => callers[level - 1] is { IsEmpty: false } values && register < (ulong)values.Length ? values[(int)register] : null;
}
