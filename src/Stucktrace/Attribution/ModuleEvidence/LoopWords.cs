using Stucktrace.Code.Loops;
using Stucktrace.Formats;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Says in words what a loop does.</summary>
static class LoopWords
{
    /// <summary>What it is, as a part of a sentence: "a list walk that ends only where it began".</summary>
    internal static Message Clause(LoopFacts loop)
    {
        bool walk = loop.Kind is LoopKind.ListWalk or LoopKind.PointerChase;
        return Message.Of(loop.Suspicions.FirstOrDefault()?.Kind switch
        {
            SuspicionKind.EndsOnlyAtStart => "join.clause.ends-only-at-start",
            SuspicionKind.NoHeadTest => "join.clause.no-head-test",
            SuspicionKind.NobodyWritesWord => "join.clause.nobody-writes",
            SuspicionKind.NothingChangesExits => walk ? "join.clause.walk-nothing-changes" : "join.clause.nothing-changes",
            SuspicionKind.NoExit => walk ? "join.clause.walk-no-exit" : "join.clause.no-exit",
            SuspicionKind.UnboundedRetry => "join.clause.retry",
            _ => loop.Kind switch
            {
                LoopKind.ListWalk => "join.clause.walk",
                LoopKind.PointerChase => "join.clause.chase",
                LoopKind.MemoryPoll => "join.clause.poll",
                LoopKind.LockSpin => "join.clause.lock",
                LoopKind.Retry => "join.clause.retry",
                LoopKind.Counted => "join.clause.counted",
                _ => "join.clause.loop",
            },
        });
    }

    /// <summary>What it does, as a sentence.</summary>
    internal static Message Does(LoopFacts loop, ValueNames names)
    {
        if (loop.Walk is not { } walk)
            return Message.Of(loop.Kind switch
            {
                LoopKind.Counted => "join.does.counted",
                LoopKind.MemoryPoll => "join.does.poll",
                LoopKind.LockSpin => "join.does.lock",
                LoopKind.Retry => "join.does.retry",
                _ => loop.IsUnderstood ? "join.does.other" : "join.does.not-understood",
            });
        Message step = walk.NodeName?.Path is { } path
            ? Message.Of("join.step.named", path, Hexadecimal.Signed(walk.NodeOffset))
            : Message.Of("join.step.offset", Hexadecimal.Signed(walk.NodeOffset));
        string id = walk.Direction switch { WalkDirection.Forward => "join.does.walk-forward", WalkDirection.Backward => "join.does.walk-backward", _ => "join.does.walk" };
        return Message.Of(id, walk.Cursor.ToString(), step, Start(walk, names));
    }

    /// <summary>How it is left, each exit with its instruction.</summary>
    internal static Message Exits(LoopFacts loop, ExaminedModule module)
    {
        if (loop.Exits.IsEmpty)
            return Message.Of("join.exits.none");
        Message? all = null;
        foreach (ExitCondition exit in loop.Exits.DistinctBy(e => (e.BranchAt, e.Formula)).Take(6))
        {
            Message one = Message.Of("join.exit", exit.Words, module.Text(exit.BranchAt));
            all = all is null ? one : Message.Of("join.exit.or", all, one);
        }

        int more = loop.Exits.Length - 6;
        return more > 0 ? Message.Of("join.exits.more", all, more) : Message.Of("join.exits", all);
    }

    static object Start(ListWalk walk, ValueNames names) => walk.StartKind switch
    {
        StartKind.Current => "current",
        _ when walk.StartName is { } name => name,
        StartKind.Unknown => Message.Of("join.start.unknown"),
        _ => names.Words(walk.Start.WithoutOffset(out _)),
    };
}
