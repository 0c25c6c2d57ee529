using Stucktrace.Kernel;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>What in a condition changes from round to round: a counter, a clock, a call's answer, a word of memory.</summary>
sealed class StepReader
{
    readonly LoopRun _loop;
    readonly ValueNames _names;
    readonly HashSet<Cell> _stepping = [];

    internal StepReader(LoopRun loop, ValueNames names)
    {
        _loop = loop;
        _names = names;
        foreach (LoopVariable variable in loop.Variables.Values)
        {
            if (IsStepping(variable))
                _stepping.Add(variable.Cell);
        }
    }

    /// <summary>Whether some cell moves by a constant step in every round.</summary>
    internal bool HasCounter => _stepping.Count > 0;

    static bool IsStepping(LoopVariable variable)
    {
        List<Expression> ways = [];
        foreach (Expression update in variable.Updates)
            Formula.Alternatives(update, ways);
        if (ways.Count == 0)
            return false;
        foreach (Expression way in ways)
        {
            if (!IsStep(way, variable.Value))
                return false;
        }

        return true;
    }

    // value + constant, value shifted by a constant, value & (value - 1): each comes to an end.
    static bool IsStep(Expression way, Expression value)
    {
        Expression e = Bare(way);
        if (e.Kind != ExpressionKind.Binary || !ReferenceEquals(Bare(e.Left!), value))
            return false;
        return e.Binary switch
        {
            BinaryOperation.Add => e.Right!.IsConstant ? e.Right.Number != 0 : !ReferenceEquals(Bare(e.Right), value),
            BinaryOperation.ShiftLeft or BinaryOperation.ShiftRight or BinaryOperation.ShiftRightSigned => e.Right!.IsConstant,
            BinaryOperation.And => e.Right!.WithoutOffset(out long less) is var rest && less == -1 && ReferenceEquals(Bare(rest), value),
            BinaryOperation.Subtract => true,
            _ => false,
        };
    }

    static Expression Bare(Expression e) => e.Kind is ExpressionKind.Truncate or ExpressionKind.SignExtend ? Bare(e.Left!) : e;

    /// <summary>Whether a condition compares something that steps with something that stays.</summary>
    internal bool IsCounted(Expression condition)
    {
        bool steps = false;
        bool other = false;
        Formula.Any(condition, part =>
        {
            if (part.Kind == ExpressionKind.LoopValue && part.Number == _loop.Head)
            {
                if (_stepping.Contains(part.Cell))
                    steps = true;
                else
                    other = true;
            }

            if (part.Kind == ExpressionKind.Load && Formula.Any(part.Left!, e => e.Kind == ExpressionKind.LoopValue && e.Number == _loop.Head))
                other = true;
            if (part.Kind is ExpressionKind.CallResult or ExpressionKind.Unknown && _loop.Holds(part.Number))
                other = true;
            return false;
        });
        return steps && !other;
    }

    /// <summary>Whether a condition looks at a clock.</summary>
    internal bool IsClock(Expression condition) => Formula.Any(condition, part => part.Kind switch
    {
        ExpressionKind.Load => part.Left!.IsConstant && _names.Image.ExternalAt(part.Left.Number) is { } symbol && ClockFunctions.IsWord(symbol.Name),
        ExpressionKind.CallResult => _loop.CallAt(part.Number) is { } target && _names.Image.ExternalAt(target) is { } called && ClockFunctions.IsFunction(called.Name),
        _ => false,
    });

    /// <summary>Whether a condition says how an atomic exchange went.</summary>
    internal bool IsExchange(Expression condition) => _loop.HasAtomic && condition.Kind == ExpressionKind.Compare
        && (ReadsAtomically(condition.Left!) || ReadsAtomically(condition.Right!));

    bool ReadsAtomically(Expression e) => Formula.Any(e, part => part.Kind == ExpressionKind.Load && _loop.IsAtomic(part));

    /// <summary>Name of a function inside the loop whose answer the condition looks at; empty when it is computed; null for none.</summary>
    internal string? CallIn(Expression condition)
    {
        string? found = null;
        Formula.Any(condition, part =>
        {
            if (part.Kind == ExpressionKind.CallResult && _loop.Holds(part.Number))
                found = _loop.CallAt(part.Number) is { } target && target != 0 ? _names.Image.Describe(target)?.Name ?? string.Empty : string.Empty;
            return found is not null;
        });
        return found;
    }

    /// <summary>The word of memory at an unchanging address that decides a condition; null when something else takes part.</summary>
    internal Expression? PolledWord(Expression condition)
    {
        Expression? word = null;
        bool other = Formula.Any(condition, part =>
        {
            if (part.Kind == ExpressionKind.Load)
            {
                if (!Formula.IsInvariant(part.Left!, _loop))
                    return true;
                word ??= part;
            }

            return part.Kind is ExpressionKind.Unknown or ExpressionKind.LoopValue && !Formula.IsInvariant(part, _loop);
        });
        return other ? null : word;
    }
}
