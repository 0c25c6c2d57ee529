using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>Finds the walk in a loop: which cell is the cursor, where it begins, and what it is compared with.</summary>
sealed class WalkReader(LoopRun loop, List<ExitShape> exits, ValueNames names, TypeInfo? types)
{
    /// <summary>The bare form of the walk; null when there is none.</summary>
    internal WalkShape? Shape { get; private set; }

    /// <summary>What container_of takes off, also where the cursor is a node and only start or sentinel show it.</summary>
    internal long ObjectOffset { get; private set; }

    internal ListWalk? Read()
    {
        int best = -1;
        foreach (LoopVariable variable in loop.Variables.Values)
        {
            if (WalkShape.Of(variable) is not { } shape)
                continue;
            int score = Score(shape);
            if (score > best)
                (best, Shape) = (score, shape);
        }

        return Shape is null || best == 0 ? null : Describe(Shape);
    }

    int Score(WalkShape shape)
    {
        int score = shape.Variable.Cell.IsRegister ? 1 : 2;
        foreach (ExitShape exit in exits)
        {
            if (exit.Condition is not { Kind: ExpressionKind.Compare } condition)
                continue;
            if (SentinelIn(condition, shape) is not null)
                score += 8;
            else if (FieldIn(condition, shape) is not null)
                score += 4;
        }

        return shape.Added != 0 ? score + 1 : score;
    }

    /// <summary>The node that an equality compares the walk with; null when the condition is another one.</summary>
    internal Expression? SentinelIn(Expression condition, WalkShape shape)
    {
        if (condition.Kind != ExpressionKind.Compare || condition.Relation is not (Relation.Equal or Relation.NotEqual) || condition.OperandBits != 64)
            return null;
        return SentinelOf(condition.Left!, condition.Right!, shape) ?? SentinelOf(condition.Right!, condition.Left!, shape);
    }

    // The cursor is compared with something that changes as well, or its lowest bit is looked at ("nulls" lists): an end, though not one that is followed.
    bool IsPointerTest(Expression condition, WalkShape shape) => Formula.Any(
        condition,
        part => part.Bits == 64 && part.Kind == ExpressionKind.Load && shape.IsTied(part, loop, out _, out _) || ReferenceEquals(part, shape.Variable.Value))
        && FieldIn(condition, shape) is null;

    Expression? SentinelOf(Expression tied, Expression other, WalkShape shape)
    {
        if (!shape.IsTied(tied, loop, out long distance, out _) || !Formula.IsInvariant(other, loop))
            return null;
        return Plus(other, -distance);
    }

    /// <summary>The read of a field of an element that a condition looks at, with the field's distance from the node.</summary>
    internal (Expression Load, long Distance)? FieldIn(Expression condition, WalkShape shape)
    {
        (Expression, long)? found = null;
        Formula.Any(condition, part =>
        {
            if (part.Kind == ExpressionKind.Load && shape.IsTied(part.Left!, loop, out long distance, out _) && !IsStep(part, shape, distance))
                found = (part, distance);
            return found is not null;
        });
        return found;
    }

    static bool IsStep(Expression load, WalkShape shape, long distance) => load.Bits == 64 && distance == shape.InNode;

    internal Expression Plus(Expression e, long number) => new SymbolicDomain(Pool).Binary(BinaryOperation.Add, e, Pool.Constant((ulong)number), 64);

    internal required ExpressionPool Pool { get; init; }

    ListWalk Describe(WalkShape shape)
    {
        Expression? sentinelNode = null;
        SentinelKind sentinelKind = SentinelKind.None;
        int best = 0;
        foreach (ExitShape exit in exits)
        {
            if (exit.Condition is not { } condition || SentinelIn(condition, shape) is not { } node || condition.Relation != Relation.Equal)
                continue;
            bool isNull = IsNull(node, shape);
            int rank = isNull ? 1 : IsStart(node, shape) ? 4 : names.SymbolOf(node.WithoutOffset(out _)) is not null ? 3 : 2;
            if (rank > best)
                (best, sentinelNode, sentinelKind) = (rank, node, isNull ? SentinelKind.Null : SentinelKind.Other);
        }

        if (sentinelKind == SentinelKind.None && exits.Exists(e => e.Condition is { } condition && IsPointerTest(condition, shape)))
            sentinelKind = SentinelKind.Other;
        (Expression startNode, bool isLoaded) = StartNode(shape, sentinelNode);
        Anchor start = Anchor.Of(startNode, names);
        bool isNode = shape.Added == 0 && shape.Followed is 0 or 8;
        long objectOffset = -shape.Added;
        if (isNode && start.Kind is StartKind.Current or StartKind.FieldOfCurrent && start.NodeOffset > 0 && !ReadsBefore(shape))
            objectOffset = start.NodeOffset;
        ObjectOffset = objectOffset;
        if (sentinelKind == SentinelKind.Other && sentinelNode is not null)
            sentinelKind = KindOfSentinel(Anchor.Of(sentinelNode, names), start, shape, isLoaded);

        // A node with its next pointer at 8 that ends at NULL is a singly linked element, not a list_head walked backward.
        bool single = sentinelKind == SentinelKind.Null && shape.Added == 0;
        bool knowsObject = !isNode || objectOffset > 0 || single;
        return new ListWalk
        {
            Cursor = shape.Variable.Cell,
            CursorIsNode = isNode && !single,
            NodeOffset = knowsObject ? shape.InNode + objectOffset : shape.Followed,
            ContainerAdjustment = objectOffset,
            Direction = single ? WalkDirection.Forward : shape.InNode switch { 0 => WalkDirection.Forward, 8 => WalkDirection.Backward, _ => WalkDirection.Unknown },
            Start = startNode,
            StartKind = start.Kind == StartKind.Argument && start.NodeOffset != 0 && start.NodeOffset != objectOffset ? StartKind.FieldOfArgument : start.Kind,
            Sentinel = sentinelNode,
            SentinelKind = sentinelKind,
            StartName = NameOf(start),
            SentinelName = sentinelNode is null ? null : NameOf(Anchor.Of(sentinelNode, names)),
            NodeName = null,
        };
    }

    // Whether fields before the node are read. A walk over tasks looks at pid or comm, which lie behind the node tasks but before the others:
    // then the node that the walk begins at may be the head of another list (children), not the same member as in the elements.
    bool ReadsBefore(WalkShape shape)
    {
        foreach ((Expression address, _, _, _) in loop.Accesses)
        {
            if (shape.IsTied(address, loop, out long distance, out _) && distance < 0)
                return true;
        }

        return false;
    }

    string? NameOf(Anchor anchor) => anchor.Kind == StartKind.Current ? "current" : names.SymbolOf(anchor.Object)?.Name;

    bool IsStart(Expression node, WalkShape shape) => Anchor.Of(StartNode(shape, node).Node, names).IsSameNode(Anchor.Of(node, names));

    static bool IsNull(Expression node, WalkShape shape) => node.IsConstant && (node.Number == 0 || node.Number + (ulong)shape.Added == 0);

    // What comes before the first element that a round looks at: the head or element whose pointer is followed first.
    (Expression Node, bool IsLoaded) StartNode(WalkShape shape, Expression? sentinel)
    {
        List<Expression> ways = [];
        Formula.Alternatives(Trailing(shape) ?? shape.Variable.Start, ways);
        ways.RemoveAll(way => way.IsConstant && way.Number < 4096);
        Expression first = ways.Count > 0 ? ways[0] : shape.Variable.Start;
        foreach (Expression way in ways)
        {
            (Expression node, bool loaded) = NodeBefore(way, shape, sentinel);
            if (sentinel is not null && Anchor.Of(node, names).IsSameNode(Anchor.Of(sentinel, names)))
                return (node, loaded);
        }

        return NodeBefore(first, shape, sentinel);
    }

    // A loop that keeps the next element beside this one (list_for_each_entry_safe) begins at this one.
    Expression? Trailing(WalkShape shape)
    {
        Expression first = Plus(shape.Variable.Start, -shape.Added);
        foreach (LoopVariable other in loop.Variables.Values)
        {
            if (other.Updates.Length != 1 || !ReferenceEquals(other.Updates[0].WithoutOffset(out long plus), shape.Variable.Value) || other == shape.Variable)
                continue;
            Expression cursor = Plus(other.Start, -plus);
            if (first.Kind == ExpressionKind.Load && Formula.AreAlike(first.Left!, Plus(cursor, shape.Followed)))
                return cursor;
        }

        return null;
    }

    (Expression Node, bool IsLoaded) NodeBefore(Expression start, WalkShape shape, Expression? sentinel)
    {
        Expression own = Plus(start, -shape.Added);
        Expression loaded = own.WithoutOffset(out long rest);
        if (rest != 0 || loaded.Kind != ExpressionKind.Load || loaded.Bits != 64)
            return (own, false);
        Expression before = Plus(loaded.Left!, -shape.InNode);
        if (sentinel is not null && Formula.AreAlike(own, sentinel))
            return (own, false);
        bool isRing = sentinel is not null && !sentinel.IsConstant || sentinel is { IsConstant: true, Number: > 4096 };
        return isRing || shape.Added != 0 ? (before, true) : (own, false);
    }

    SentinelKind KindOfSentinel(Anchor sentinel, Anchor start, WalkShape shape, bool isLoaded)
    {
        if (sentinel.Kind == StartKind.GlobalHead || (sentinel.Kind == StartKind.StackObject))
            return SentinelKind.Head;
        if (!sentinel.IsSameNode(start))
            return sentinel.Kind is StartKind.GlobalPointer or StartKind.Unknown ? SentinelKind.Other : SentinelKind.Head;

        // The same node: an element if it is used as one, the head if only its pointers are.
        // By the same member of an object of the same kind, as far as the offsets tell, it is an element.
        if (start.Kind != StartKind.Unknown && start.NodeOffset == ObjectOffset && ObjectOffset > 0)
            return SentinelKind.StartElement;
        return !isLoaded && IsUsedAsElement(shape) ? SentinelKind.StartElement : SentinelKind.Head;
    }

    // Whether a round reads fields of what it began with, not only of what comes next.
    bool IsUsedAsElement(WalkShape shape)
    {
        foreach ((Expression address, int bits, bool writes, _) in loop.Accesses)
        {
            if (!writes && shape.IsTied(address, loop, out long distance, out bool isNext) && !isNext && distance is not (0 or 8) && bits > 0)
                return true;
        }

        return false;
    }

    internal FieldName FieldAt(long distance, ListWalk walk)
    {
        bool isTask = walk.StartKind is StartKind.Current || walk.SentinelName == "init_task" || walk.StartName == "init_task";
        bool knowsObject = !walk.CursorIsNode || walk.ContainerAdjustment > 0;
        long offset = knowsObject ? distance + walk.ContainerAdjustment : distance;
        string? path = isTask && knowsObject ? types?.MemberAt("task_struct", offset) : null;
        return path is null
            ? new FieldName(isTask ? "task_struct" : null, null, offset, FieldNameSource.Role)
            : new FieldName("task_struct", path, offset, types!.Source);
    }
}
