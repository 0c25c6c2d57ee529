using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>Puts a value in the place of a part of a formula.</summary>
static class Substitution
{
    /// <summary>The formula with one part replaced, simplified again; parts of kinds that the formulas of conditions on words do not have stay as they are.</summary>
    internal static Expression Replace(Expression e, Expression part, Expression value, ExpressionPool pool)
    {
        if (ReferenceEquals(e, part))
            return value;
        SymbolicDomain domain = new(pool);
        Expression Inner(Expression inner) => Replace(inner, part, value, pool);
        return e.Kind switch
        {
            ExpressionKind.Constant => pool.Constant(e.Number),
            ExpressionKind.Binary => domain.Binary(e.Binary, Inner(e.Left!), Inner(e.Right!), e.Bits),
            ExpressionKind.Unary => domain.Unary(e.Unary, Inner(e.Left!), e.Bits),
            ExpressionKind.Compare => domain.Compare(e.Relation, Inner(e.Left!), Inner(e.Right!), e.OperandBits),
            ExpressionKind.Truncate => domain.Truncate(Inner(e.Left!), e.Bits),
            ExpressionKind.SignExtend => domain.SignExtend(Inner(e.Left!), e.OperandBits, e.Bits),
            _ => e,
        };
    }
}
