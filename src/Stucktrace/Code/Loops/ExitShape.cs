using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>A way out of a loop with the formula that decides it, not yet judged.</summary>
/// <param name="Block">Block that is left.</param>
/// <param name="BranchAt">Address of its last instruction.</param>
/// <param name="To">Where it leads.</param>
/// <param name="TakenLeaves">Whether the jump is taken to leave.</param>
/// <param name="Condition">1 when the loop is left; null when the code does not show a condition.</param>
/// <param name="End">How the block ends.</param>
sealed record ExitShape(int Block, ulong BranchAt, ulong To, bool TakenLeaves, Expression? Condition, BlockEnd End)
{
    internal static List<ExitShape> Of(LoopRun loop, FunctionRun run)
    {
        List<ExitShape> shapes = [];
        SymbolicDomain domain = new(run.Pool);
        foreach (LoopExit exit in loop.Loop.Exits)
        {
            BasicBlock block = loop.Graph.Blocks[exit.FromBlock];
            ulong at = loop.Graph.Instructions[block.LastInstruction].IP;
            bool taken = block.Target == exit.Target;
            Expression? condition = block.End == BlockEnd.Branch ? run.Conditions[exit.FromBlock] : null;
            if (condition is not null && !taken)
                condition = domain.Negated(condition);
            if (condition is null)
            {
                shapes.Add(new ExitShape(exit.FromBlock, at, exit.Target, taken, null, block.End));
                continue;
            }

            foreach (Expression part in EitherOf(condition))
                shapes.Add(new ExitShape(exit.FromBlock, at, exit.Target, taken, part, block.End));
        }

        return shapes;
    }

    // "a or b", which compilers join with a bitwise or, is two ways out.
    static List<Expression> EitherOf(Expression condition)
    {
        List<Expression> parts = [];
        Stack<Expression> open = new([condition]);
        while (open.TryPop(out Expression? e) && parts.Count < 8)
        {
            Expression inner = e;
            if (e.Kind == ExpressionKind.Compare && e.Relation == Machine.Relation.NotEqual && e.Right is { IsConstant: true, Number: 0 })
                inner = e.Left!.Kind == ExpressionKind.Truncate ? e.Left.Left! : e.Left;
            if (inner.Kind == ExpressionKind.Binary && inner.Binary == Machine.BinaryOperation.Or && IsTruth(inner.Left!, 6) && IsTruth(inner.Right!, 6))
            {
                open.Push(inner.Right!);
                open.Push(inner.Left!);
            }
            else
            {
                parts.Add(e);
            }
        }

        return parts;
    }

    static bool IsTruth(Expression e, int levels) => e.Kind == ExpressionKind.Compare || e.Bits == 1
        || (levels > 0 && e.Kind == ExpressionKind.Binary && e.Binary == Machine.BinaryOperation.Or && IsTruth(e.Left!, levels - 1) && IsTruth(e.Right!, levels - 1));
}
