using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Kernel;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Says what the registers of a report mean at a place of a loop, by following the code up to there, and checks that against the rest of the report.</summary>
sealed class RegisterMeanings
{
    const int StackPointer = 4;
    const int Most = 8;

    // In the processor's order.

    readonly Report _report;
    readonly LoopFacts _loop;
    readonly ValueNames _names;
    readonly LoopVariable? _cursor;

    RegisterMeanings(Report report, LoopFacts loop, ValueNames names)
    {
        (_report, _loop, _names) = (report, loop, names);
        _cursor = loop.Walk is { } walk ? loop.Variables.FirstOrDefault(v => v.Cell == walk.Cursor) : null;
    }

    /// <summary>Reads them.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">Places of the active chain from where the CPU was up to the one in the loop.</param>
    /// <param name="loop">The loop.</param>
    internal static ImmutableArray<RegisterMeaning> Read(Report report, IReadOnlyList<CodePlace> path, LoopFacts loop)
    {
        CodePlace place = path[^1];
        ImmutableArray<Expression> values = place.Module.ValuesBefore(place.Function, place.Address);
        if (values.IsEmpty)
            return [];
        RegisterMeanings reader = new(report, loop, new ValueNames(place.Module.Image));
        int[] held = KeptRegisters.Of(report, path);
        List<RegisterMeaning> found = [];
        for (int register = 0; register < RegisterConvention.Names.Length; register++)
        {
            if (register != StackPointer && held[register] >= 0 && report.Register(RegisterConvention.Names[register]) is { } value && reader.Mean(register, values[held[register]], value) is { } meaning)
                found.Add(meaning);
        }

        // A value that two registers hold is told of the one that the code compares.
        return [.. found.Where(m => m.Role != RegisterRole.Other || !found.Any(o => o.Role == RegisterRole.Wanted && o.Value == m.Value)).OrderBy(m => m.Role switch { RegisterRole.Cursor => 0, RegisterRole.Current => 1, RegisterRole.Wanted => 2, RegisterRole.Node => 3, RegisterRole.Sentinel => 4, RegisterRole.Counter => 5, _ => 6 }).Take(Most)];
    }

    RegisterMeaning? Mean(int register, Expression held, ulong value)
    {
        if (Wanted(held) is { } exit)
            return Sought(register, value, exit);
        if (_names.IsCurrent(held))
            return Current(register, value);
        if (_cursor is not null && Along(held) is { } offset)
            return Cursor(register, value, offset);
        if (_loop.Walk is { Sentinel: { } sentinel } walk && AsObject(held, sentinel, walk))
            return Plain(register, value, RegisterRole.Sentinel, Message.Of(walk.SentinelKind == SentinelKind.Head ? "join.register.head" : "join.register.start", (object?)walk.SentinelName ?? _names.Words(held)));
        if (IsCounter(held))
            return Plain(register, value, RegisterRole.Counter, Message.Of("join.register.counter", value.ToString(CultureInfo.InvariantCulture)));
        if (Polled(held) is { } word)
            return Plain(register, value, RegisterRole.Other, Message.Of("join.register.word", word, RegisterText.Hex(value)));
        return ValueNames.ArgumentOf(held) is > 0 and var number && UsesArgument(number) ? Plain(register, value, RegisterRole.Other, (Message)_names.Words(held)) : null;
    }

    // Distance from the object (or node) that the cursor points to, of this round or the next one; null when the value is not tied to it.
    (long Offset, bool Next)? Along(Expression held)
    {
        Expression root = held.WithoutOffset(out long offset);
        Expression own = _cursor!.Value.WithoutOffset(out long ownOffset);
        if (Formula.AreAlike(root, own))
            return (offset - ownOffset, false);
        foreach (Expression update in _cursor.Updates)
        {
            Expression next = update.WithoutOffset(out long nextOffset);
            if (next.Kind == ExpressionKind.Load && Formula.AreAlike(root, next))
                return (offset - nextOffset, true);
        }

        return null;
    }

    RegisterMeaning Cursor(int register, ulong value, (long Offset, bool Next) along)
    {
        ListWalk walk = _loop.Walk!;
        long inObject = walk.CursorIsNode ? along.Offset + walk.ContainerAdjustment : along.Offset;
        bool isTask = walk.NodeName?.Structure == "task_struct" || walk.StartName is "current" or "init_task";
        bool isObject = inObject == 0 || (walk.CursorIsNode && walk.ContainerAdjustment == 0 && along.Offset == 0);
        Message? wrong = value < 4096 ? Message.Of("join.register.is-null")
            : PoisonValues.TryFind(value - (ulong)inObject, out PoisonValue poison, out _) || PoisonValues.TryFind(value, out poison, out _) ? Message.Of("join.register.is-poison", poison.Name)
            : value < KernelHalf.First ? Message.Of("join.register.no-pointer") : null;
        Message words = isObject ? Message.Of(isTask ? "join.register.cursor-task" : "join.register.cursor", RegisterText.Hex(value))
            : Message.Of("join.register.node", (inObject < 0 ? string.Empty : "+") + RegisterText.Hex(inObject), RegisterText.Hex(value));
        Message? same = isObject && _report.TaskAddress == value ? Message.Of("join.register.cursor-is-current") : null;
        return Plain(register, value, isObject ? RegisterRole.Cursor : RegisterRole.Node, words) with { Contradicted = wrong, Confirmed = same, Offset = inObject, IsNext = along.Next };
    }

    RegisterMeaning Current(int register, ulong value)
    {
        string id = _loop.Walk is { StartKind: StartKind.Current } ? "join.register.current-start" : "join.register.current";
        RegisterMeaning meaning = Plain(register, value, RegisterRole.Current, Message.Of(id, RegisterText.Hex(value)));
        if (_report.TaskAddress is not { } task)
            return meaning;
        return task == value ? meaning with { Confirmed = Message.Of("join.register.task-line") } : meaning with { Contradicted = Message.Of("join.register.task-line-other", RegisterText.Hex(task)) };
    }

    RegisterMeaning Sought(int register, ulong value, ExitCondition exit)
    {
        value = Narrow(value, exit.Bits)!.Value;
        string text = exit.Bits == 32 ? ((int)value).ToString(CultureInfo.InvariantCulture) : RegisterText.Hex(value);
        (string Name, string Value)? argument = _report.SystemCall?.Arguments.Cast<(string, string)?>().FirstOrDefault(a => a!.Value.Item2 == text);
        bool isPid = exit.Field?.Path is "pid" or "tgid" || argument is { Name: "pid" or "tgid" or "upid" };
        bool likely = exit.Bits == 32 && value is > 0 and < 1 << 22 && _loop.Suspicions.Any(s => s.Kind == SuspicionKind.EndsOnlyAtStart);
        object field = exit.Field is { } known ? ExitReader.FieldWords(known, exit.Bits) : string.Empty;
        string[] also = [.. Enumerable.Range(0, RegisterConvention.Names.Length).Where(r => r != register && value != 0 && Narrow(_report.Register(RegisterConvention.Names[r]), exit.Bits) == value).Select(r => Shown(r, exit.Bits))];
        Message words = isPid ? Message.Of("join.register.pid-wanted", text) : likely ? Message.Of("join.register.pid-likely", text) : Message.Of("join.register.wanted", text, field);
        if (also.Length > 0)
            words = Message.Of("join.register.also", words, string.Join(", ", also));
        RegisterMeaning meaning = Plain(register, value, RegisterRole.Wanted, words) with { Shown = Shown(register, exit.Bits) };
        return argument is { } given
            ? meaning with { Confirmed = Message.Of("join.register.argument", given.Name, _report.SystemCall!.Name), Evidence = [.. meaning.Evidence, _report.At(_report.SystemCall.Line)] }
            : meaning;
    }

    RegisterMeaning Plain(int register, ulong value, RegisterRole role, Message words) =>
        new(RegisterConvention.Names[register], Shown(register, 64), value, role, words, null, null, [RegisterText.At(_report, RegisterConvention.Names[register])]);

    static ulong? Narrow(ulong? value, int bits) => bits is > 0 and < 64 ? value & ((1UL << bits) - 1) : value;

    // The argument that a field of each element is compared with.
    ExitCondition? Wanted(Expression held)
    {
        foreach (ExitCondition exit in _loop.Exits)
        {
            if (exit is { Meaning: ExitMeaning.FieldEqualsArgument, Wanted: { } wanted } && (Formula.AreAlike(Bare(wanted), Bare(held)) || Formula.AreAlike(wanted, held)))
                return exit;
        }

        return null;
    }

    // The sentinel is kept as a node; registers hold the node or its object.
    static bool AsObject(Expression held, Expression sentinel, ListWalk walk)
    {
        Expression one = held.WithoutOffset(out long offset), other = sentinel.WithoutOffset(out long node);
        return Formula.AreAlike(one, other) && (offset == node || offset == node - walk.ContainerAdjustment);
    }

    bool IsCounter(Expression held) => _loop.Kind == LoopKind.Counted && _loop.Variables.Any(v => Formula.AreAlike(v.Value, held) && v.Updates is [var update] && Formula.AreAlike(update.WithoutOffset(out _), v.Value));

    // The value of the word that is waited for.
    string? Polled(Expression held)
    {
        Expression bare = Bare(held);
        return bare.Kind == ExpressionKind.Load && _loop.Exits.Any(e => e.Meaning == ExitMeaning.MemoryWord && Formula.Any(e.Condition, part => Formula.AreAlike(part, bare))) ? _names.Text(bare.Left!) : null;
    }

    bool UsesArgument(int number) => _loop.Exits.Any(e => Formula.Any(e.Condition, part => ValueNames.ArgumentOf(part) == number));

    static Expression Bare(Expression e) => e.Kind is ExpressionKind.Truncate or ExpressionKind.SignExtend ? Bare(e.Left!) : e;

    static string Shown(int register, int bits)
    {
        string name = RegisterConvention.Names[register].ToUpperInvariant();
        return bits != 32 ? name : register < 8 ? "E" + name[1..] : name + "D";
    }
}
