using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>
/// The bare form of a walk: at the end of a round, cell = [cell + followed] + added. A node's address is cursor + node, where
/// node = -added: what container_of takes off.
/// </summary>
/// <param name="Variable">The cell.</param>
/// <param name="Followed">Offset of the pointer that is followed from what the cell holds.</param>
/// <param name="Added">What is added to the pointer to get what the cell holds.</param>
sealed record WalkShape(LoopVariable Variable, long Followed, long Added)
{
    /// <summary>Offset of the pointer from the node: 0 is next, 8 is prev of a list_head.</summary>
    internal long InNode => Followed + Added;

    /// <summary>
    /// If a formula is tied to where the walk is, its distance from the node: of this round's element, or of the next one.
    /// </summary>
    /// <param name="e">The formula.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="distance">e = node + distance.</param>
    /// <param name="isNext">Whether the node is the one that the followed pointer leads to.</param>
    internal bool IsTied(Expression e, LoopRun loop, out long distance, out bool isNext)
    {
        Expression root = e.WithoutOffset(out long offset);
        isNext = false;
        distance = offset + Added;
        if (ReferenceEquals(root, Variable.Value))
            return true;
        isNext = true;
        distance = offset;
        if (root.Kind == ExpressionKind.Load && root.Bits == 64)
        {
            Expression at = root.Left!.WithoutOffset(out long followed);
            if (followed == Followed && ReferenceEquals(at, Variable.Value))
                return true;

            // The pointer behind the next one, of a loop that does two steps a round.
            if (followed == InNode && at.Kind == ExpressionKind.Load && IsTied(at, loop, out _, out bool behind) && behind)
                return true;
        }

        // Another cell that goes along with the cursor: a copy of it, or the pointer that it was made from.
        isNext = false;
        if (root.Kind == ExpressionKind.LoopValue && root.Number == loop.Head && loop.Variables.TryGetValue(root.Cell, out LoopVariable? other) && other.Updates.Length > 0)
        {
            long? common = null;
            foreach (Expression update in other.Updates)
            {
                Expression base1 = update.WithoutOffset(out long plus);
                long? found = null;
                if (ReferenceEquals(base1, Variable.Value))
                    found = plus + Added;
                else if (base1.Kind == ExpressionKind.Load && ReferenceEquals(base1.Left!.WithoutOffset(out long f), Variable.Value) && f == Followed)
                    found = plus;
                if (found is null || (common is not null && common != found))
                    return false;
                common = found;
            }

            distance = common!.Value + offset;
            return true;
        }

        return false;
    }

    internal static WalkShape? Of(LoopVariable variable)
    {
        if (variable.Updates.Length == 0 || variable.Cell.Bits != 64)
            return null;
        List<Expression> ways = [];
        foreach (Expression update in variable.Updates)
            Formula.Alternatives(update, ways);
        WalkShape? shape = null;
        foreach (Expression way in ways)
        {
            // A way round that leaves the cursor where it was says nothing about the walk.
            if (ReferenceEquals(way, variable.Value))
                continue;
            if (OfWay(variable, way) is not { } found || (shape is not null && (shape.Followed != found.Followed || shape.Added != found.Added)))
                return null;
            shape = found;
        }

        return shape;
    }

    static WalkShape? OfWay(LoopVariable variable, Expression way)
    {
        Expression loaded = way.WithoutOffset(out long added);
        if (loaded.Kind != ExpressionKind.Load || loaded.Bits != 64)
            return null;
        Expression from = loaded.Left!.WithoutOffset(out long followed);

        // Two or more steps a round: each pointer is read at the same place of the node, counted from the pointer before.
        while (from.Kind == ExpressionKind.Load && from.Bits == 64 && !ReferenceEquals(from, variable.Value))
        {
            long inNode = followed;
            from = from.Left!.WithoutOffset(out followed);
            if (inNode != followed + added)
                return null;
        }

        return ReferenceEquals(from, variable.Value) ? new WalkShape(variable, followed, added) : null;
    }
}
