using Stucktrace.Code.Loops;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Termination.Scenarios;

/// <summary>What a walk over a list of the module's own shows of it: enough to lay out lists that this very code can walk.</summary>
/// <param name="Pointer">Offset of the followed pointer in an element.</param>
/// <param name="Target">What of an element pointers point to: its node, or its beginning.</param>
/// <param name="Cursor">What of an element the cursor points to.</param>
/// <param name="Start">The formula of where the walk begins.</param>
/// <param name="Head">The formula of the head that it ends at; null when it ends at its first element or at NULL.</param>
/// <param name="EndsAtNull">Whether it ends at NULL.</param>
/// <param name="Key">The exit that looks at a field of the element; null when there is none.</param>
sealed record ListRoles(long Pointer, long Target, long Cursor, Expression Start, Expression? Head, bool EndsAtNull, ExitCondition? Key)
{
    /// <summary>How far from where offsets count an element may reach, on either side.</summary>
    internal const int MostOffset = 0x2000;

    /// <summary>The other pointer of a node of two, or null.</summary>
    internal long? OtherPointer => Pointer == Target && !EndsAtNull ? Target + 8 : Pointer == Target + 8 ? Target : null;

    /// <summary>Whether the walk begins at the head itself, not at an element.</summary>
    internal bool BeginsAtHead => Head is not null && Head.Equals(Start);

    /// <summary>The roles in a walk; null when it is none that lists can be made for.</summary>
    internal static ListRoles? Of(LoopFacts loop)
    {
        if (loop is not { Kind: LoopKind.ListWalk or LoopKind.PointerChase, IsUnderstood: true, Walk: { } walk })
            return null;
        bool known = walk.SentinelKind == SentinelKind.Null || walk.SentinelKind == SentinelKind.StartElement || (walk.SentinelKind == SentinelKind.Head && walk.Sentinel is not null);
        if (!known || walk.StartKind is StartKind.Unknown or StartKind.CallResult or StartKind.StackObject or StartKind.Current or StartKind.FieldOfCurrent)
            return null;
        if (walk.NodeOffset is < 0 or > MostOffset || walk.ContainerAdjustment is < 0 or > MostOffset)
            return null;
        ExitCondition? key = loop.Exits.FirstOrDefault(e => e is
        {
            Field: { Offset: > -MostOffset and < MostOffset },
            Bits: 8 or 16 or 32 or 64,
            Wanted: not null,
            Meaning: ExitMeaning.FieldEqualsArgument or ExitMeaning.FieldHasValue,
        });
        return new ListRoles(
            walk.NodeOffset, walk.ContainerAdjustment, walk.CursorIsNode ? walk.ContainerAdjustment : 0, walk.Start,
            walk.SentinelKind == SentinelKind.Head ? walk.Sentinel : null, walk.SentinelKind == SentinelKind.Null, key);
    }
}
