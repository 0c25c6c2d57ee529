using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>The node that a walk begins at, or is compared with: an object and the offset of the node in it.</summary>
/// <param name="Object">The object.</param>
/// <param name="NodeOffset">Offset of the node in it.</param>
/// <param name="Kind">What the object is.</param>
readonly record struct Anchor(Expression Object, long NodeOffset, StartKind Kind)
{
    internal static Anchor Of(Expression node, ValueNames names)
    {
        Expression root = node.WithoutOffset(out long offset);
        if (root.IsConstant)
        {
            if (names.SymbolOf(root) is { } symbol)
                return new Anchor(root, (long)symbol.Offset, StartKind.GlobalHead);
            return new Anchor(root, 0, StartKind.Unknown);
        }

        return new Anchor(root, offset, KindOf(root, names));
    }

    static StartKind KindOf(Expression root, ValueNames names)
    {
        if (names.IsCurrent(root))
            return StartKind.Current;
        if (ValueNames.ArgumentOf(root) > 0)
            return StartKind.Argument;
        if (SymbolicMemory.IsFrame(root, out _, out _))
            return StartKind.StackObject;
        if (root.Kind == ExpressionKind.CallResult)
            return StartKind.CallResult;

        // The pointer that leads there, from object to object.
        int hops = 0;
        Expression e = root;
        while (e.Kind == ExpressionKind.Load && hops++ < 16)
        {
            e = e.Left!.WithoutOffset(out _);
            if (names.IsCurrent(e))
                return StartKind.FieldOfCurrent;
            if (ValueNames.ArgumentOf(e) > 0)
                return StartKind.FieldOfArgument;
            if (e.IsConstant)
                return names.SymbolOf(e) is null ? StartKind.Unknown : StartKind.GlobalPointer;
            if (e.Kind == ExpressionKind.CallResult)
                return StartKind.CallResult;
        }

        return StartKind.Unknown;
    }

    internal bool IsSameNode(Anchor other) => NodeOffset == other.NodeOffset && Formula.AreAlike(Object, other.Object);
}
