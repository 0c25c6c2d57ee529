using System.Collections.Immutable;
using Stucktrace.Kernel;

namespace Stucktrace.Code.Loops;

/// <summary>Which kind of loop it is, from its walk and its exits.</summary>
static class KindReader
{
    internal static LoopKind Read(LoopRun loop, ListWalk? walk, ImmutableArray<ExitCondition> exits, ImmutableArray<LoopCall> calls)
    {
        if (walk is not null && exits.Any(e => e.Meaning is ExitMeaning.CursorIsStart or ExitMeaning.CursorIsHead))
            return LoopKind.ListWalk;
        if (exits.Any(e => e.Meaning == ExitMeaning.CounterDone))
            return LoopKind.Counted;
        if (walk is not null)
            return walk.SentinelKind == SentinelKind.Null ? LoopKind.PointerChase : LoopKind.ListWalk;
        if (calls.Any(c => c.Name is not null && LockFunctions.Tries(c.Name)) || (loop.HasPause && exits.Any(e => e.Meaning == ExitMeaning.ExchangeSucceeded)))
            return LoopKind.LockSpin;
        if (exits.Any(e => e.Meaning is ExitMeaning.ExchangeSucceeded))
            return LoopKind.Retry;
        if (exits.Any(e => e.Meaning is ExitMeaning.MemoryWord))
            return LoopKind.MemoryPoll;
        if (exits.Any(e => e.Meaning is ExitMeaning.CallSaysSo))
            return LoopKind.Retry;
        return LoopKind.Unknown;
    }
}
