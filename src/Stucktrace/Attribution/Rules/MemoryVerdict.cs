using System.Collections.Immutable;
using Stucktrace.Dump.Locks;
using Stucktrace.Formats;
using Stucktrace.Incidents.Causes;
using Stucktrace.Incidents.Memory;
using Stucktrace.Termination.Live;

namespace Stucktrace.Attribution.Rules;

/// <summary>What the memory of a dump adds to what the reports say: a loop that was executed on it, a lock whose owner is gone, a circle of owners.</summary>
static class MemoryVerdict
{
    /// <summary>Refines a verdict.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="draft">What its reports say.</param>
    internal static Draft Refine(IncidentCase incident, Draft draft)
    {
        if (incident.Dump is not { } dump)
            return draft;
        if (incident.Stalled is { } spinning && CrossedSpins.Judge(incident, draft, dump, spinning.Cpu.Number) is { } crossed)
            return crossed;
        if (incident.Stalled is { Live: { } live } stalled)
            return Executed(incident, draft, stalled, live);
        return incident.Cause is null || StallKinds.Of(incident.Cause) == StallKind.HungTask ? Lock(incident, draft, dump) ?? draft : draft;
    }

    static Draft Executed(IncidentCase incident, Draft draft, StalledCpu stalled, LiveStudy live)
    {
        Evidence place = Evidence.InMemory(incident.Dump!.Input, live.Start.InstructionPointer, live.Place);
        if (live.Verdict != LiveVerdict.NeverEnds)
            return live.Verdict is LiveVerdict.Ends or LiveVerdict.WaitsForClock ? draft with { Confidence = (Confidence)Math.Min((int)draft.Confidence, (int)Confidence.Likely) } : draft;

        // Where the kernel itself goes round for ever, the data that it was given decide, and whose they are the proof does not say.
        if (live is not { Module: { } module, Function: { } function })
            return draft with { Evidence = [.. draft.Evidence, place] };
        bool same = draft.Culprit is { Kind: CulpritKind.Module } culprit && culprit.Module == module && culprit.Function == function;
        return draft with
        {
            Culprit = same ? draft.Culprit : new Culprit(CulpritKind.Module, module, function),
            Class = live.List is not null ? FailureClass.EndlessListWalk : FailureClass.EndlessLoop,
            Confidence = Confidence.Proven,
            What = same ? draft.What : Message.Of("verdict.stuck-in-module", stalled.Cpu.Number, live.HeadPlace ?? live.Place, incident.KindOf(module)),
            Evidence = [.. draft.Evidence, place],
        };
    }

    static Draft? Lock(IncidentCase incident, Draft draft, ExaminedDump dump)
    {
        HashSet<int> pids = [.. incident.Sleepers.Select(r => r.Pid).OfType<int>()];
        ImmutableArray<Dump.Locks.TaskWait> waits = [.. dump.Waits.Waits.Where(w => pids.Contains(w.Task.Pid) && w.Lock is not null)];
        foreach (ImmutableArray<ulong> circle in dump.Waits.Circles)
        {
            if (waits.FirstOrDefault(w => circle.Contains(w.Task.Address)) is not { } first)
                continue;
            return draft with { Culprit = Owner(draft, first.Lock!), Class = FailureClass.MutexDeadlock, Confidence = Confidence.Strong, What = Message.Of("verdict.lock-circle", circle.Length, LockName.Circle(dump.Machine, circle)), Evidence = [Evidence.InMemory(dump.Input, first.Lock!.Address, first.Lock.Name), .. draft.Evidence] };
        }

        if (waits.FirstOrDefault(w => w.Lock is { OwnerState: OwnerState.Exited or OwnerState.Gone }) is not { Lock: { } left })
            return null;
        int waiting = waits.Count(w => w.Lock?.Address == left.Address);
        return draft with
        {
            Culprit = Owner(draft, left),
            Class = FailureClass.MutexDeadlock,
            Confidence = Confidence.Strong,
            What = Message.Of("verdict.owner-gone", LockName.Of(left), waiting),
            Evidence = [Evidence.InMemory(dump.Input, left.Address, left.Name), .. draft.Evidence],
        };
    }

    // A lock that lies in a module's data is that module's affair.
    static Culprit Owner(Draft draft, DumpedLock held) =>
        draft.Culprit.Kind == CulpritKind.Module || held.Name is not [.. var name, ']'] ? draft.Culprit : new Culprit(CulpritKind.Module, name[(name.LastIndexOf('[') + 1)..]);
}
