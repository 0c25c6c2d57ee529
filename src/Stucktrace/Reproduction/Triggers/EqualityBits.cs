using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>
/// Bits that an argument must have for branches that compare it with numbers: undoes the masks, shifts and sums around it. Request numbers of ioctl(2) are
/// taken apart so.
/// </summary>
static class EqualityBits
{
    /// <summary>For each argument the value that the conditions ask for, all together; 0 where they ask for nothing.</summary>
    /// <param name="values">Formulas of the chain of calls.</param>
    /// <param name="conditions">The branches on the way.</param>
    internal static ulong[] Of(PathValues values, IEnumerable<PathCondition> conditions)
    {
        ulong[] wanted = new ulong[CallInputs.Most];
        foreach (PathCondition condition in conditions)
        {
            if (condition.Condition is { Kind: ExpressionKind.Compare } compare && compare.Relation == (condition.Taken ? Relation.Equal : Relation.NotEqual)
                && Solve(values, compare, condition.Level) is { } solved)
                wanted[solved.Input] |= solved.Bits;
        }

        return wanted;
    }

    static (int Input, ulong Bits)? Solve(PathValues values, Expression compare, int level)
    {
        (Expression formula, Expression number) = compare.Right!.IsConstant ? (compare.Left!, compare.Right) : (compare.Right!, compare.Left!);
        if (!number.IsConstant)
            return null;
        ulong bits = number.Number & Numbers.Mask(compare.OperandBits);
        for (int steps = 0; steps < values.Limits.MaxOriginSteps; steps++)
        {
            if (values.InputOf(formula, level) is { } input)
                return (input, bits);
            switch (formula.Kind)
            {
                case ExpressionKind.Truncate or ExpressionKind.SignExtend:
                    formula = formula.Left!;
                    break;
                case ExpressionKind.EntryRegister when values.Passed(formula, level) is { } passed:
                    (formula, level) = (passed, level - 1);
                    break;
                case ExpressionKind.Binary when formula.Right!.IsConstant:
                    if (Undone(formula, bits) is not { } before)
                        return null;
                    (formula, bits) = (formula.Left!, before);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    static ulong? Undone(Expression formula, ulong bits)
    {
        ulong operand = formula.Right!.Number;
        return formula.Binary switch
        {
            BinaryOperation.And => (bits & ~operand) == 0 ? bits : null,
            BinaryOperation.Add => unchecked(bits - operand) & Numbers.Mask(formula.Bits),
            BinaryOperation.Subtract => unchecked(bits + operand) & Numbers.Mask(formula.Bits),
            BinaryOperation.Xor => bits ^ operand,
            BinaryOperation.ShiftRight when operand < 64 => bits << (int)operand,
            BinaryOperation.ShiftLeft when operand < 64 => bits >> (int)operand,
            _ => null,
        };
    }
}
