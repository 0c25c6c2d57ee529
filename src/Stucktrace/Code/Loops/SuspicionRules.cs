using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>What is suspicious about a loop. Each rule needs something that the code shows; what merely looks unusual is not enough.</summary>
static class SuspicionRules
{
    internal static ImmutableArray<Suspicion> Of(LoopFacts facts, LoopRun loop, ModuleCode code, ValueNames names)
    {
        if (!facts.IsUnderstood)
            return [];
        List<Suspicion> found = [];
        if (EndsOnlyAtStart(facts, names) is { } walk)
            found.Add(walk);
        if (NoHeadTest(facts) is { } headless)
            found.Add(headless);
        if (HeadOfAnotherList(facts) is { } foreign)
            found.Add(foreign);
        if (SpinsUnderLock(facts) is { } spin)
            found.Add(spin);
        if (NoExit(facts, loop) is { } endless)
            found.Add(endless);
        else if (NobodyWrites(facts, code, names) is { } poll)
            found.Add(poll);
        else if (NothingChanges(facts, loop) is { } stuck)
            found.Add(stuck);
        return [.. found];
    }

    // From current along the list of all tasks and back to current: right for leaders only (kernel/fork.c copy_process() links nobody else).
    static Suspicion? EndsOnlyAtStart(LoopFacts facts, ValueNames names)
    {
        if (facts.Walk is not { SentinelKind: SentinelKind.StartElement } walk)
            return null;
        if (TaskNodes.RoleOf(facts, walk) != TaskNode.Tasks || !TaskNodes.MayBeginOffTheList(facts, walk, names))
            return null;
        if (facts.Exits.Any(e => e.Meaning is ExitMeaning.CursorIsHead or ExitMeaning.CursorIsOther or ExitMeaning.CounterDone or ExitMeaning.TimeIsUp))
            return null;
        string offset = walk.NodeName?.Path ?? string.Create(CultureInfo.InvariantCulture, $"+0x{walk.NodeOffset:x}");
        return new Suspicion(
            SuspicionKind.EndsOnlyAtStart,
            [.. facts.Exits.Where(e => e.Meaning == ExitMeaning.CursorIsStart).Select(e => e.BranchAt)],
            Message.Of("loop.suspicion.ends-only-at-start.tasks", offset, walk.StartName ?? names.Text(Anchor.Of(walk.Start, names).Object)));
    }

    // A ring of objects with the node inside, left only when an element has the value that the caller asked for. Rings without a node inside (descriptor
    // rings of network cards) are walked like that by right: there the value asked for is always in the ring.
    static Suspicion? NoHeadTest(LoopFacts facts)
    {
        if (facts.Walk is not { SentinelKind: SentinelKind.None, Direction: not WalkDirection.Unknown } walk || facts.Exits.IsEmpty)
            return null;
        foreach (ExitCondition exit in facts.Exits)
        {
            if (exit is not { Meaning: ExitMeaning.FieldEqualsArgument, Field: { } field } || (walk.ContainerAdjustment == 0 && field.Offset >= 0))
                return null;
        }

        return new Suspicion(SuspicionKind.NoHeadTest, [.. facts.Exits.Select(e => e.BranchAt)], Message.Of("loop.suspicion.no-head-test", facts.Exits[0].Words));
    }

    // Round the threads of a group, or the children of a task, until init_task: which is on no ring but its own.
    static Suspicion? HeadOfAnotherList(LoopFacts facts)
    {
        if (facts.Walk is not { SentinelName: "init_task", ContainerAdjustment: > 0, StartKind: StartKind.Current or StartKind.FieldOfCurrent } walk)
            return null;
        if (TaskNodes.RoleOf(facts, walk) != TaskNode.Other || facts.Exits.Any(e => e.Meaning is not (ExitMeaning.CursorIsHead or ExitMeaning.FieldEqualsArgument)))
            return null;
        string node = walk.NodeName?.Path ?? string.Create(CultureInfo.InvariantCulture, $"+0x{walk.NodeOffset:x}");
        return new Suspicion(
            SuspicionKind.NoHeadTest, [.. facts.Exits.Where(e => e.Meaning == ExitMeaning.CursorIsHead).Select(e => e.BranchAt)], Message.Of("loop.suspicion.head-of-another-list", node));
    }

    // Tries a second lock for ever while it holds a spinlock itself: if the other lock's holder waits for that one, neither ever goes on.
    static Suspicion? SpinsUnderLock(LoopFacts facts)
    {
        if (facts.Kind != LoopKind.LockSpin || facts.Context.PreemptionOff.State != Answer.Yes || facts.Reschedules != Answer.No || facts.Exits.IsEmpty)
            return null;
        if (facts.Exits.Any(e => e.Meaning is not (ExitMeaning.CallSaysSo or ExitMeaning.ExchangeSucceeded)) || facts.Calls.Any(c => c.Name is null || Kernel.LockFunctions.Of(c.Name).Change < 0))
            return null;
        return new Suspicion(
            SuspicionKind.UnboundedRetry, [.. facts.Exits.Select(e => e.BranchAt)], Message.Of("loop.suspicion.spins-under-lock", facts.Context.PreemptionOff.ShownBy));
    }

    static Suspicion? NoExit(LoopFacts facts, LoopRun loop)
    {
        if (facts.Exits.Any(e => e.Meaning != ExitMeaning.Constant || e.Condition.Number != 0))
            return null;
        if (loop.NotUnderstoodAt is not null || facts.Calls.Any(c => c.MaySleep != Answer.No))
            return null;
        return new Suspicion(SuspicionKind.NoExit, [facts.Head], Message.Of("loop.suspicion.no-exit"));
    }

    static Suspicion? NobodyWrites(LoopFacts facts, ModuleCode code, ValueNames names)
    {
        List<ulong> at = [];
        Expression? word = null;
        WordWriters writers = WordWriters.Of(code);
        foreach (ExitCondition exit in facts.Exits)
        {
            if (exit.Meaning != ExitMeaning.MemoryWord || SingleWord(exit.Condition) is not { } polled || (word is not null && word.Left != polled.Left))
                return null;
            word = polled;
            at.Add(exit.BranchAt);
        }

        if (word is null || writers.MayBeWritten(word.Left!.Number, word.Bits / 8) || IsTrueAtLoad(facts, word, code))
            return null;
        bool isConstant = code.Image.SectionAt(word.Left.Number) is { IsWritable: false };
        return new Suspicion(
            SuspicionKind.NobodyWritesWord, [.. at], Message.Of(isConstant ? "loop.suspicion.nobody-writes.constant" : "loop.suspicion.nobody-writes", names.Text(word.Left)));
    }

    // The only thing that a condition reads, at an address of the module.
    static Expression? SingleWord(Expression condition)
    {
        Expression? word = null;
        bool other = Formula.Any(condition, e =>
        {
            if (e.Kind == ExpressionKind.Load)
            {
                if (!e.Left!.IsConstant || (word is not null && !ReferenceEquals(word, e)))
                    return true;
                word = e;
            }

            return e.Kind is ExpressionKind.Unknown or ExpressionKind.CallResult or ExpressionKind.LoopValue or ExpressionKind.Merge or ExpressionKind.PerCpu;
        });
        return other ? null : word;
    }

    // What the word holds when the module is loaded may let the loop end at once.
    static bool IsTrueAtLoad(LoopFacts facts, Expression word, ModuleCode code)
    {
        ulong? value = word.Bits switch
        {
            64 => code.Image.ReadUInt64(word.Left!.Number),
            32 => code.Image.ReadUInt32(word.Left!.Number),
            _ => code.Image.BytesAt(word.Left!.Number, word.Bits / 8) is { Length: > 0 } bytes ? (bytes.Length == 1 ? bytes[0] : BitConverter.ToUInt16(bytes)) : 0UL,
        };
        if (value is null)
            return true;
        var pool = new ExpressionPool();
        foreach (ExitCondition exit in facts.Exits)
        {
            Expression result = Substitution.Replace(exit.Condition, word, pool.Constant(value.Value), pool);
            if (!result.IsConstant || result.Number != 0)
                return true;
        }

        return false;
    }

    static Suspicion? NothingChanges(LoopFacts facts, LoopRun loop)
    {
        foreach (ExitCondition exit in facts.Exits)
        {
            if (exit.Meaning is not (ExitMeaning.Other or ExitMeaning.Constant) || exit.Formula == "?" || !Formula.IsInvariant(exit.Condition, loop)
                || Formula.Any(exit.Condition, e => e.Kind is ExpressionKind.Load or ExpressionKind.Unknown or ExpressionKind.Merge or ExpressionKind.PerCpu))
                return null;
        }

        return facts.Exits.Length > 0 && !facts.Exits.Any(e => e.Condition.IsConstant) && !facts.Calls.Any(c => c.MaySleep != Answer.No)
            ? new Suspicion(SuspicionKind.NothingChangesExits, [facts.Head], Message.Of("loop.suspicion.nothing-changes"))
            : null;
    }
}
