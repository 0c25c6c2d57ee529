using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>Questions about formulas.</summary>
static class Formula
{
    const int MaxVisits = 4000;

    /// <summary>Whether a formula has the same value in every round of a loop, but for memory that others may write.</summary>
    internal static bool IsInvariant(Expression e, LoopRun loop)
    {
        int visits = 0;
        return !Any(e, part => DependsOnRound(part, loop), ref visits) && visits < MaxVisits;
    }

    static bool DependsOnRound(Expression e, LoopRun loop) => e.Kind switch
    {
        ExpressionKind.LoopValue => e.Number == loop.Head || loop.InnerHeads.Contains(e.Number),
        ExpressionKind.CallResult or ExpressionKind.Unknown => loop.Holds(e.Number) || (e.Kind == ExpressionKind.Unknown && e.Reason is UnknownReason.Joined or UnknownReason.Outside),
        ExpressionKind.Merge => loop.Loop.Contains((int)e.Number),
        _ => false,
    };

    /// <summary>Whether any part of a formula is of some kind.</summary>
    internal static bool Any(Expression e, Func<Expression, bool> test)
    {
        int visits = 0;
        return Any(e, test, ref visits);
    }

    // Formulas are at most some forty deep; shared parts may make them wide, so visits are counted.
    static bool Any(Expression e, Func<Expression, bool> test, ref int visits)
    {
        if (++visits >= MaxVisits)
            return false;
        if (test(e))
            return true;
        if (e.Left is { } left && Any(left, test, ref visits))
            return true;
        if (e.Right is { } right && Any(right, test, ref visits))
            return true;
        foreach (Expression part in e.Parts)
        {
            if (Any(part, test, ref visits))
                return true;
        }

        return false;
    }

    /// <summary>The same formula but for when memory was read.</summary>
    internal static bool AreAlike(Expression a, Expression b)
    {
        int visits = 0;
        return AreAlike(a, b, ref visits);
    }

    static bool AreAlike(Expression a, Expression b, ref int visits)
    {
        if (ReferenceEquals(a, b))
            return true;
        if (++visits >= MaxVisits)
            return false;
        if (a.Kind != b.Kind || a.Kind == ExpressionKind.Unknown || a.Bits != b.Bits || a.Operation != b.Operation || a.OperandBits != b.OperandBits || a.Cell != b.Cell || a.Parts.Length != b.Parts.Length)
            return false;
        if (a.Number != b.Number && a.Kind is not (ExpressionKind.Load or ExpressionKind.PerCpu))
            return false;
        if (a.Left is not null && !AreAlike(a.Left, b.Left!, ref visits))
            return false;
        if (a.Right is not null && !AreAlike(a.Right, b.Right!, ref visits))
            return false;
        for (int i = 0; i < a.Parts.Length; i++)
        {
            if (!AreAlike(a.Parts[i], b.Parts[i], ref visits))
                return false;
        }

        return true;
    }

    /// <summary>The values that a formula can be, as the path taken says.</summary>
    internal static void Alternatives(Expression e, List<Expression> into)
    {
        int visits = 0;
        Alternatives(e, into, ref visits);
    }

    static void Alternatives(Expression e, List<Expression> into, ref int visits)
    {
        const int Most = 16;
        if (into.Count >= Most || ++visits >= MaxVisits)
            return;
        long added = 0;
        Expression root = e.Kind is ExpressionKind.Merge or ExpressionKind.Select ? e : e.WithoutOffset(out added);
        if (added != 0 || root.Kind is not (ExpressionKind.Merge or ExpressionKind.Select))
        {
            if (!into.Contains(e))
                into.Add(e);
            return;
        }

        for (int i = root.Kind == ExpressionKind.Select ? 1 : 0; i < root.Parts.Length; i++)
            Alternatives(root.Parts[i], into, ref visits);
    }
}
