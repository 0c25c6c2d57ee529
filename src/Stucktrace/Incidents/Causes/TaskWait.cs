using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Causes;

/// <summary>What a sleeping task waits for, read from its stack.</summary>
/// <param name="Function">The function that tells it.</param>
/// <param name="Frame">Its frame.</param>
/// <param name="Caller">The first frame beyond the waiting itself: who wanted to wait; null when the stack ends before.</param>
sealed record TaskWait(WaitFunction Function, StackFrame Frame, StackFrame? Caller)
{
    // Beyond the bare primitives a wait is explained within a few calls; looking further would find waits of outer, unrelated calls.
    const int FramesLookedThrough = 4;

    /// <summary>What for.</summary>
    internal WaitsFor For => Function.WaitsFor;

    /// <summary>Reads the wait of a report's task, or null when its stack shows none that is known.</summary>
    internal static TaskWait? Of(Report report)
    {
        bool anyReliable = report.Frames.Any(f => f.Reliable && f.Context == FrameContext.Task);
        (WaitFunction Function, StackFrame Frame)? primitive = null;
        TaskWait? found = null;
        int unknown = 0;
        foreach (StackFrame frame in report.Frames)
        {
            if (frame.Context != FrameContext.Task || (anyReliable && !frame.Reliable && frame.Judged != FrameJudgement.Caller))
                continue;
            WaitFunction? function = frame.Location.Module is null || IsLibrary(frame.Location.Module) ? WaitFunctions.Find(frame.Location.Symbol) : FileSystemWait(frame);
            if (function is null)
            {
                if (found is not null)
                    return found with { Caller = frame };
                if (frame.Location.Module is { } module && !IsLibrary(module))
                    return primitive is { } p ? new TaskWait(p.Function, p.Frame, frame) : null;
                if (++unknown > FramesLookedThrough)
                    break;
                continue;
            }

            // A lock taken inside a function that waits for something else is a queue for that: mutex_lock() in rcu_barrier().
            if (function.Primitive)
                primitive = found is null ? Better(primitive, function, frame) : primitive;
            else if (found is null || SaysMore(function, found.Function))
                found = new TaskWait(function, frame, null);
        }

        return found ?? (primitive is { } only ? new TaskWait(only.Function, only.Frame, FirstBeyond(report, only.Frame)) : null);
    }

    // The outermost of several functions for the same wait is the one that was asked for: synchronize_rcu() around __wait_rcu_gp().
    static bool SaysMore(WaitFunction outer, WaitFunction inner) =>
        outer.WaitsFor == inner.WaitsFor || (inner.NeedsSleepingLock && !outer.NeedsSleepingLock) || (inner.NeedsGracePeriod && outer.NeedsGracePeriod);

    // The layer of OpenZFS that plays Solaris' kernel: its waits are primitives for zfs as the kernel's own are for others.
    static bool IsLibrary(string module) => module is "spl";

    // In a file system's or storage module the rows of the table that carry its name count; others may share a name by accident.
    static WaitFunction? FileSystemWait(StackFrame frame) =>
        WaitFunctions.Find(frame.Location.Symbol) is { NeedsStorage: true } or { WaitsFor: WaitsFor.Network or WaitsFor.FuseAnswer or WaitsFor.UserSpaceAnswer }
            ? WaitFunctions.Find(frame.Location.Symbol)
            : null;

    // schedule() says less than wait_for_completion().
    static (WaitFunction, StackFrame) Better((WaitFunction Function, StackFrame Frame)? old, WaitFunction function, StackFrame frame) =>
        old is { } o && o.Function.WaitsFor != WaitsFor.Timer && function.WaitsFor == WaitsFor.Timer ? o : (function, frame);

    static StackFrame? FirstBeyond(Report report, StackFrame last)
    {
        int at = report.Frames.IndexOf(last);
        return report.Frames.Skip(at + 1).FirstOrNull(f => f.Reliable && WaitFunctions.Find(f.Location.Symbol) is null);
    }
}
