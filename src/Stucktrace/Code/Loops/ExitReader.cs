using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>Says what the conditions mean under which a loop is left.</summary>
sealed class ExitReader(LoopRun loop, WalkReader walks, ListWalk? walk, ValueNames names, StepReader steps)
{
    internal ImmutableArray<ExitCondition> Read(List<ExitShape> shapes)
    {
        ImmutableArray<ExitCondition>.Builder exits = ImmutableArray.CreateBuilder<ExitCondition>(shapes.Count);
        foreach (ExitShape shape in shapes)
            exits.Add(Read(shape));
        return exits.MoveToImmutable();
    }

    ExitCondition Read(ExitShape shape)
    {
        if (shape.Condition is not { } condition)
            return Unconditional(shape);
        string formula = names.Text(condition, walks.Shape?.Variable.Value);
        ExitCondition plain = new()
        {
            BranchAt = shape.BranchAt,
            To = shape.To,
            TakenLeaves = shape.TakenLeaves,
            Condition = condition,
            Meaning = ExitMeaning.Other,
            Words = Message.Of("loop.exit.other", formula),
            Formula = formula,
            Bits = condition.OperandBits,
        };
        if (condition.IsConstant)
            return plain with { Meaning = ExitMeaning.Constant, Words = Message.Of(condition.Number == 0 ? "loop.exit.never" : "loop.exit.always") };
        return OfWalk(plain, condition) ?? OfOther(plain, condition);
    }

    ExitCondition? OfWalk(ExitCondition plain, Expression condition)
    {
        if (walk is null || walks.Shape is not { } shape)
            return null;
        if (walks.SentinelIn(condition, shape) is { } node)
        {
            bool isEqual = condition.Relation == Relation.Equal;
            ExitMeaning meaning = MeaningOf(node, shape);
            if (!isEqual)
                return plain with { Meaning = ExitMeaning.CursorIsOther, Wanted = node, Words = Message.Of("loop.exit.cursor-is-not", Place(node)) };
            return plain with
            {
                Meaning = meaning,
                Wanted = node,
                Words = meaning switch
                {
                    ExitMeaning.CursorIsNull => Message.Of("loop.exit.cursor-is-null"),
                    ExitMeaning.CursorIsStart => Message.Of("loop.exit.cursor-is-start", Place(node)),
                    ExitMeaning.CursorIsHead => Message.Of("loop.exit.cursor-is-head", Place(node)),
                    _ => Message.Of("loop.exit.cursor-is-other", Place(node)),
                },
            };
        }

        if (walks.FieldIn(condition, shape) is not { } found)
            return null;
        FieldName field = walks.FieldAt(found.Distance, walk);
        Message fieldWords = FieldWords(field, found.Load.Bits);
        Expression? other = Other(condition, found.Load);
        if (condition.Kind == ExpressionKind.Compare && condition.Relation == Relation.Equal && other is not null && Formula.IsInvariant(other, loop)
            && Formula.Any(other, e => ValueNames.ArgumentOf(e) > 0))
        {
            return plain with
            {
                Meaning = ExitMeaning.FieldEqualsArgument,
                Field = field,
                Bits = found.Load.Bits,
                Wanted = other,
                Words = Message.Of("loop.exit.field-equals", fieldWords, names.Words(other)),
            };
        }

        return plain with { Meaning = ExitMeaning.FieldHasValue, Field = field, Bits = found.Load.Bits, Wanted = other, Words = FieldTest(plain, condition, fieldWords, other) };
    }

    Message FieldTest(ExitCondition plain, Expression condition, Message field, Expression? other)
    {
        if (other is null || condition.Kind != ExpressionKind.Compare)
            return Message.Of("loop.exit.field-test", field, plain.Formula);
        return condition.Relation switch
        {
            Relation.Equal => Message.Of("loop.exit.field-equals", field, names.Words(other)),
            Relation.NotEqual => Message.Of("loop.exit.field-differs", field, names.Words(other)),
            _ => Message.Of("loop.exit.field-test", field, plain.Formula),
        };
    }

    // The side of a comparison that a read is not part of; null when the read is used in a more complicated way.
    static Expression? Other(Expression condition, Expression load)
    {
        if (condition.Kind != ExpressionKind.Compare)
            return null;
        if (ReferenceEquals(Bare(condition.Left!), load))
            return condition.Right;
        return ReferenceEquals(Bare(condition.Right!), load) ? condition.Left : null;
    }

    static Expression Bare(Expression e) => e.Kind is ExpressionKind.Truncate or ExpressionKind.SignExtend ? Bare(e.Left!) : e;

    ExitMeaning MeaningOf(Expression node, WalkShape shape)
    {
        if (node.IsConstant && (node.Number == 0 || node.Number + (ulong)shape.Added == 0))
            return ExitMeaning.CursorIsNull;
        if (walk!.Sentinel is not { } sentinel || !Formula.AreAlike(sentinel, node))
            return ExitMeaning.CursorIsOther;
        return walk.SentinelKind switch
        {
            SentinelKind.StartElement => ExitMeaning.CursorIsStart,
            SentinelKind.Head => ExitMeaning.CursorIsHead,
            SentinelKind.Null => ExitMeaning.CursorIsNull,
            _ => ExitMeaning.CursorIsOther,
        };
    }

    // The object that a node is in, where it is one with a name.
    object Place(Expression node)
    {
        Anchor anchor = Anchor.Of(node, names);
        if (names.SymbolOf(anchor.Object) is { } symbol)
            return symbol.Name;
        return anchor.NodeOffset == walks.ObjectOffset ? names.Words(anchor.Object) : names.Text(node);
    }

    internal static Message FieldWords(FieldName field, int bits) => field.Path is { } path
        ? Message.Of("loop.field.named", path)
        : field.Offset < 0
            ? Message.Of("loop.field.offset", bits, string.Create(CultureInfo.InvariantCulture, $"-0x{-field.Offset:x}"))
            : Message.Of("loop.field.offset", bits, string.Create(CultureInfo.InvariantCulture, $"+0x{field.Offset:x}"));

    ExitCondition OfOther(ExitCondition plain, Expression condition)
    {
        if (steps.IsClock(condition))
            return plain with { Meaning = ExitMeaning.TimeIsUp, Words = Message.Of("loop.exit.time", plain.Formula) };
        if (steps.IsCounted(condition))
            return plain with { Meaning = ExitMeaning.CounterDone, Words = Message.Of("loop.exit.counter", plain.Formula) };
        if (steps.IsExchange(condition))
            return plain with { Meaning = ExitMeaning.ExchangeSucceeded, Words = Message.Of("loop.exit.exchange", plain.Formula) };
        if (steps.CallIn(condition) is { } call)
            return plain with { Meaning = ExitMeaning.CallSaysSo, Words = CallWords(call, plain) };
        if (steps.PolledWord(condition) is { } word)
        {
            return plain with
            {
                Meaning = ExitMeaning.MemoryWord,
                Wanted = condition.Kind == ExpressionKind.Compare ? Other(condition, word) : null,
                Bits = word.Bits,
                Words = Message.Of("loop.exit.word", names.Text(word.Left!), plain.Formula),
            };
        }

        return Formula.Any(condition, e => e.Kind == ExpressionKind.Unknown)
            ? plain with { Meaning = ExitMeaning.NotUnderstood, Words = Message.Of("loop.exit.not-understood") }
            : plain;
    }

    static Message CallWords(string name, ExitCondition plain) =>
        name.Length > 0 ? Message.Of("loop.exit.call", name, plain.Formula) : Message.Of("loop.exit.computed-call", plain.Formula);

    static ExitCondition Unconditional(ExitShape shape)
    {
        string id = shape.End switch
        {
            BlockEnd.PatchedBranch => "loop.exit.patched",
            BlockEnd.MayFault => "loop.exit.fault",
            BlockEnd.JumpTable => "loop.exit.table",
            _ => "loop.exit.not-understood",
        };
        return new ExitCondition
        {
            BranchAt = shape.BranchAt,
            To = shape.To,
            TakenLeaves = shape.TakenLeaves,
            Condition = Unknown,
            Meaning = id == "loop.exit.not-understood" ? ExitMeaning.NotUnderstood : ExitMeaning.Other,
            Words = Message.Of(id),
            Formula = "?",
        };
    }

    static readonly Expression Unknown = new ExpressionPool().Unknown(UnknownReason.NotUnderstood, 0, 1);
}
