using System.Collections.Immutable;
using Stucktrace.Kernel;

namespace Stucktrace.Code.Loops;

/// <summary>The calls inside a loop and whether they let other tasks run.</summary>
static class CallReader
{
    internal static ImmutableArray<LoopCall> Read(ModuleCode code, LoopRun loop)
    {
        ImmutableArray<LoopCall>.Builder calls = ImmutableArray.CreateBuilder<LoopCall>();
        foreach ((ulong at, ulong target) in loop.AllCalls())
        {
            string? name = target == 0 ? null : code.Image.Describe(target)?.Name;
            bool isExternal = target != 0 && code.Image.ExternalAt(target) is not null;
            Answer sleeps = !isExternal || name is null ? Answer.Unknown : SleepingFunctions.MaySleep(name) switch { true => Answer.Yes, false => Answer.No, _ => Answer.Unknown };
            calls.Add(new LoopCall(at, target, name, isExternal, sleeps, IsEveryRound(loop, at)));
        }

        return calls.ToImmutable();
    }

    static bool IsEveryRound(LoopRun loop, ulong at)
    {
        if (loop.Graph.BlockAt(at) is not { } block || loop.Loop.Latches.IsEmpty)
            return false;
        foreach (int latch in loop.Loop.Latches)
        {
            if (!loop.Graph.Dominators.Dominates(block.Id, latch))
                return false;
        }

        return true;
    }

    internal static Answer Reschedules(LoopRun loop, ImmutableArray<LoopCall> calls)
    {
        bool sure = true;
        foreach (LoopCall call in calls)
        {
            if (call.MaySleep == Answer.Yes && call.EveryRound)
                return Answer.Yes;
            sure &= call.MaySleep == Answer.No;
        }

        return sure && loop.NotUnderstoodAt is null ? Answer.No : Answer.Unknown;
    }
}
