using Stucktrace.Code.Loops;

namespace Stucktrace.Tests.Loops;

/// <summary>The truth about Sources/shapes.c, as data.</summary>
static class LoopShapes
{
    const long Tasks = 0x890;
    const long Pid = 0x970;

    static LoopShape Walk(string function, long node, StartKind start, SentinelKind sentinel, long? field, params ExitMeaning[] exits) =>
        new(function, sentinel == SentinelKind.Null ? LoopKind.PointerChase : LoopKind.ListWalk) { Node = node, Start = start, Sentinel = sentinel, Field = field, Exits = exits };

    internal static readonly LoopShape[] All =
    [
        Walk("tasks_from_current", Tasks, StartKind.Current, SentinelKind.StartElement, Pid, ExitMeaning.FieldEqualsArgument, ExitMeaning.CursorIsStart)
            with { Suspicion = SuspicionKind.EndsOnlyAtStart },
        Walk("tasks_backward_from_current", Tasks, StartKind.Current, SentinelKind.StartElement, Pid, ExitMeaning.FieldEqualsArgument, ExitMeaning.CursorIsStart)
            with { Suspicion = SuspicionKind.EndsOnlyAtStart, Direction = WalkDirection.Backward },
        Walk("tasks_inlined", Tasks, StartKind.Current, SentinelKind.StartElement, Pid, ExitMeaning.FieldEqualsArgument, ExitMeaning.CursorIsStart)
            with { Suspicion = SuspicionKind.EndsOnlyAtStart },
        Walk("tasks_from_parent", Tasks, StartKind.FieldOfCurrent, SentinelKind.StartElement, Pid, ExitMeaning.FieldEqualsArgument, ExitMeaning.CursorIsStart)
            with { Suspicion = SuspicionKind.EndsOnlyAtStart },
        Walk("tasks_from_leader", Tasks, StartKind.FieldOfCurrent, SentinelKind.StartElement, Pid, ExitMeaning.FieldEqualsArgument, ExitMeaning.CursorIsStart),
        Walk("tasks_correct", Tasks, StartKind.GlobalHead, SentinelKind.Head, Pid, ExitMeaning.CursorIsHead, ExitMeaning.FieldEqualsArgument),
        Walk("tasks_correct_backward", Tasks, StartKind.GlobalHead, SentinelKind.Head, Pid, ExitMeaning.CursorIsHead, ExitMeaning.FieldEqualsArgument)
            with { Direction = WalkDirection.Backward },
        Walk("threads_correct", 0xa10, StartKind.Current, SentinelKind.StartElement, Pid, ExitMeaning.FieldEqualsArgument, ExitMeaning.CursorIsStart),
        Walk("children_of_argument", 0x9a0, StartKind.FieldOfArgument, SentinelKind.Head, Pid, ExitMeaning.CursorIsHead, ExitMeaning.FieldEqualsArgument),
        Walk("children_of_current", 0x9a0, StartKind.Current, SentinelKind.Head, Pid, ExitMeaning.CursorIsHead, ExitMeaning.FieldEqualsArgument),
        Walk("nested_threads", Tasks, StartKind.GlobalHead, SentinelKind.Head, null, ExitMeaning.CursorIsHead),
        Walk("nested_threads", 0xa10, StartKind.Unknown, SentinelKind.StartElement, null, ExitMeaning.CursorIsStart) with { Depth = 2 },
        Walk("tasks_from_looked_up", Tasks, StartKind.CallResult, SentinelKind.StartElement, Pid, ExitMeaning.FieldEqualsArgument, ExitMeaning.CursorIsStart)
            with { Suspicion = SuspicionKind.EndsOnlyAtStart },
        Walk("tasks_from_argument", Tasks, StartKind.Argument, SentinelKind.StartElement, Pid, ExitMeaning.FieldEqualsArgument, ExitMeaning.CursorIsStart),
        Walk("threads_to_init", 0xa10, StartKind.Current, SentinelKind.Head, Pid, ExitMeaning.FieldEqualsArgument, ExitMeaning.CursorIsHead)
            with { Suspicion = SuspicionKind.NoHeadTest },
        new("second_lock", LoopKind.LockSpin) { Exits = [ExitMeaning.CallSaysSo], Suspicion = SuspicionKind.UnboundedRetry },
        Walk("tasks_without_end", Tasks, StartKind.Current, SentinelKind.None, Pid, ExitMeaning.FieldEqualsArgument) with { Suspicion = SuspicionKind.NoHeadTest },
        Walk("private_without_end", 0x10, StartKind.Argument, SentinelKind.None, 8, ExitMeaning.FieldEqualsArgument)
            with { Suspicion = SuspicionKind.NoHeadTest, Direction = WalkDirection.Backward },
        Walk("private_forward", 0x10, StartKind.GlobalHead, SentinelKind.Head, 8, ExitMeaning.CursorIsHead, ExitMeaning.FieldEqualsArgument),
        Walk("private_backward", 0x10, StartKind.Argument, SentinelKind.Head, 8, ExitMeaning.CursorIsHead, ExitMeaning.FieldEqualsArgument)
            with { Direction = WalkDirection.Backward },
        Walk("private_safe", 0x10, StartKind.Argument, SentinelKind.Head, null, ExitMeaning.CursorIsHead),
        Walk("hash_bucket", 8, StartKind.FieldOfArgument, SentinelKind.Null, 0x18, ExitMeaning.CursorIsNull, ExitMeaning.FieldEqualsArgument),
        Walk("chain_to_null", 8, StartKind.Argument, SentinelKind.Null, 0, ExitMeaning.CursorIsNull, ExitMeaning.FieldEqualsArgument),
        new("counted", LoopKind.Counted) { Exits = [ExitMeaning.CounterDone] },
        new("counted_down", LoopKind.Counted) { Exits = [ExitMeaning.CounterDone] },
        new("poll_never_set", LoopKind.MemoryPoll) { Exits = [ExitMeaning.MemoryWord], Suspicion = SuspicionKind.NobodyWritesWord },
        new("poll_set_elsewhere", LoopKind.MemoryPoll) { Exits = [ExitMeaning.MemoryWord] },
        new("poll_counted", LoopKind.Counted) { Exits = [ExitMeaning.CounterDone, ExitMeaning.MemoryWord] },
        new("poll_jiffies", LoopKind.MemoryPoll) { Exits = [ExitMeaning.MemoryWord, ExitMeaning.TimeIsUp] },
        new("endless", LoopKind.Unknown) { Suspicion = SuspicionKind.NoExit },
        new("exchange_retry", LoopKind.Retry) { Exits = [ExitMeaning.ExchangeSucceeded] },
        new("trylock_spin", LoopKind.LockSpin) { Exits = [ExitMeaning.CallSaysSo] },
        new("retry_call", LoopKind.Retry) { Exits = [ExitMeaning.CallSaysSo] },
    ];
}
