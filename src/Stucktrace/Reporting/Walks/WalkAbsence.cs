using Stucktrace.Attribution;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;

namespace Stucktrace.Reporting.Walks;

/// <summary>Why a report shows no walk: what is missing, or that there is nothing that goes round.</summary>
public static class WalkAbsence
{
    /// <summary>The reason.</summary>
    /// <param name="result">A diagnosis without a walk.</param>
    /// <returns>Null when nothing is wrong: then nobody misses a walk.</returns>
    public static Message? Of(DiagnosisResult result)
    {
        if (result.Verdict.Incident is null || result.Verdict.Class == FailureClass.None)
            return null;
        if (result.Loop is { } loop)
            return OfLoop(loop);
        if (result.Live is not null)
            return Message.Of("walk.none.long");
        if (result.Verdict.Class == FailureClass.SpinlockDeadlock)
            return Message.Of("walk.none.lock");
        if (!GoesRound(result.Verdict.Class))
            return Message.Of("walk.none.no-loop");
        return result.Verdict.Culprit.Module is not { } module ? Message.Of("walk.none.kernel")
            : result.Modules.Modules.Any(m => m.Name == module) ? Message.Of("walk.none.elsewhere", module)
            : result.Inputs.Any(i => i.Kind == InputKind.Vmcore) ? Message.Of("walk.none.dump", module)
            : Message.Of("walk.none.file", module);
    }

    static Message OfLoop(StuckLoop loop) =>
        loop.Build == BuildMatch.Another ? Message.Of("walk.none.another", loop.Module.Name)
        : loop.Build == BuildMatch.CannotTell ? Message.Of("walk.none.build", loop.Module.Name)
        : loop.Facts.Suspicions.IsEmpty ? Message.Of("walk.none.ordinary")
        : loop.Study is null ? Message.Of("walk.none.shape")
        : Message.Of("walk.none.long");

    // What is stuck because code goes round; the others sleep, or have stopped.
    static bool GoesRound(FailureClass kind) => kind is FailureClass.EndlessListWalk or FailureClass.EndlessLoop or FailureClass.LongLoop or FailureClass.Unknown;
}
