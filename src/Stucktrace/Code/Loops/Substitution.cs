using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>Puts a value in the place of a part of a formula.</summary>
static class Substitution
{
    /// <summary>The formula with one part replaced, simplified again; parts of kinds that the formulas of conditions on words do not have stay as they are.</summary>
    internal static Expression Replace(Expression e, Expression part, Expression value, ExpressionPool pool)
    {
        int visits = 0;
        return Replace(e, part, value, pool, ref visits);
    }

    // Parts may be shared, so that a formula is wider than it is large: a limit on visits leaves the rest as it is.
    static Expression Replace(Expression e, Expression part, Expression value, ExpressionPool pool, ref int visits)
    {
        const int MaxVisits = 1000;
        if (ReferenceEquals(e, part))
            return value;
        if (++visits > MaxVisits)
            return e;
        SymbolicDomain domain = new(pool);
        Expression? left = e.Left is null ? null : Replace(e.Left, part, value, pool, ref visits);
        Expression? right = e.Right is null ? null : Replace(e.Right, part, value, pool, ref visits);
        return e.Kind switch
        {
            ExpressionKind.Constant => pool.Constant(e.Number),
            ExpressionKind.Binary => domain.Binary(e.Binary, left!, right!, e.Bits),
            ExpressionKind.Unary => domain.Unary(e.Unary, left!, e.Bits),
            ExpressionKind.Compare => domain.Compare(e.Relation, left!, right!, e.OperandBits),
            ExpressionKind.Truncate => domain.Truncate(left!, e.Bits),
            ExpressionKind.SignExtend => domain.SignExtend(left!, e.OperandBits, e.Bits),
            _ => e,
        };
    }
}
