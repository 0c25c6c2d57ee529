using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;

namespace Stucktrace.Attribution.Rules;

/// <summary>A stuck CPU whose loop is at hand in a module file: what the code shows of it decides, together with what the log shows.</summary>
static class LoopVerdict
{
    /// <summary>Judges.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="cause">The report that shows the stuck CPU.</param>
    /// <param name="chain">Its chain of calls.</param>
    /// <param name="byLog">What the log alone says of a place.</param>
    /// <returns>Null when no loop is known, or the CPU waits for a lock outside of it.</returns>
    internal static Draft? Judge(IncidentCase incident, Report cause, ImmutableArray<CallPlace> chain, Func<CallPlace, Draft> byLog)
    {
        if (incident.Loop is not { Build: BuildMatch.Same } loop || (Spins.ForLock(cause) && !SeenOutsideOfLock(incident, loop)))
            return null;
        if (Place(cause, chain, loop) is not { } place || ClassOf(loop.Facts) is not { } kind)
            return null;

        // A function of the kernel that can take long by itself, called from a loop that shows nothing wrong: the loop need not be it.
        bool shown = !loop.Facts.Suspicions.IsEmpty;
        if (!shown && loop.Frame >= 0 && CallChain.Place(chain) is { Location.Module: null })
            return null;
        Draft log = byLog(place);
        string module = loop.Module.Name;
        object cpu = cause.Cpu is { } number ? number : Message.Of("verdict.cpu-unknown");
        Message how = LoopWords.Clause(loop.Facts);
        string at = (place.Location with { Module = null }).Text();
        return log with
        {
            Class = kind,
            Confidence = loop.LeavesOrbit ? (Confidence)Math.Min((int)log.Confidence, (int)Confidence.Likely) : shown ? Confidence.Strong : kind == log.Class ? log.Confidence : (Confidence)Math.Min((int)log.Confidence, (int)Confidence.Likely),
            What = place.Depth == 0
                ? Message.Of("verdict.stuck-in-loop", cpu, at, incident.KindOf(module), how)
                : Message.Of("verdict.stuck-in-loop-below", cpu, cause.Location?.Text(), at, incident.KindOf(module), how),
            Evidence = [.. log.Evidence, loop.Module.Evidence(loop.Facts.Head)],
        };
    }

    static CallPlace? Place(Report cause, ImmutableArray<CallPlace> chain, StuckLoop loop)
    {
        long line = loop.Frame < 0 ? cause.LocationLine ?? cause.FirstLine : cause.Frames[loop.Frame].Line;
        CodeLocation? location = loop.Frame < 0 ? cause.Location : cause.Frames[loop.Frame].Location;
        return chain.FirstOrDefault(c => c.Line == line && c.Location == location) ?? (location is null ? null : new CallPlace(location, line, loop.Frame + 1));
    }

    // Caught once outside of the lock's slow path, the CPU does get the lock: it is the loop that does not end.
    static bool SeenOutsideOfLock(IncidentCase incident, StuckLoop loop) =>
        incident.Samples.Any(r => loop.Samples.Contains(r.Id) && r.Location is not null && !Spins.ForLock(r));

    /// <summary>What a loop of this kind is when it does not end; null when nothing tells.</summary>
    internal static FailureClass? ClassOf(LoopFacts loop) => loop.Kind switch
    {
        LoopKind.ListWalk or LoopKind.PointerChase => FailureClass.EndlessListWalk,
        LoopKind.LockSpin => FailureClass.SpinlockDeadlock,
        LoopKind.MemoryPoll or LoopKind.Retry => FailureClass.EndlessLoop,
        LoopKind.Counted => FailureClass.LongLoop,
        _ => loop.Suspicions.IsEmpty ? null : FailureClass.EndlessLoop,
    };
}
