using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Attribution.Rules;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Memory;
using Stucktrace.Termination.Live;

namespace Stucktrace.Attribution;

/// <summary>Decides who is to blame for each incident and who only suffers.</summary>
public static class Attributor
{
    const int ManyIncidents = 500;

    // The first rule that knows an answer holds.
    static readonly IVerdictRule[] Rules = [new StuckCpuVerdict(), new ReadSideVerdict(), new FaultVerdict(), new LockOwnerVerdict(), new SleeperVerdict(), new OtherVerdicts()];

    /// <summary>Judges the incidents, together: what several of them share weighs.</summary>
    /// <param name="reports">All reports.</param>
    /// <param name="incidents">All incidents.</param>
    /// <param name="files">The inputs: what it means that nothing was found depends on what was read.</param>
    /// <param name="modules">What the module files among them say.</param>
    public static Judgement Judge(ImmutableArray<Report> reports, ImmutableArray<Incident> incidents, ImmutableArray<InputFile> files, ModuleExamination modules)
    {
        if (incidents.IsEmpty)
            return new Judgement(NoIncident(files, modules), ImmutableSortedDictionary<string, Verdict>.Empty);
        Dictionary<string, Report> byId = reports.ToDictionary(r => r.Id, StringComparer.Ordinal);
        // The decoders of module files serve one thread at a time.
        bool crowded = incidents.Length >= ManyIncidents && modules.Modules.IsEmpty && modules.Dumps.IsEmpty;
        ImmutableArray<(IncidentCase Case, Draft Draft)> drafts = Each(incidents, crowded, i => Sketch(new IncidentCase(i, byId, modules)));
        SameFailures failures = new(drafts);
        ImmutableArray<Verdict> verdicts = Each(drafts, crowded, d => Complete(d.Case, d.Draft, failures.Of(d.Case, d.Draft)));
        (IncidentCase main, _) = drafts.MaxBy(d => Severity.Of(d.Case, d.Draft));
        ImmutableSortedDictionary<string, Verdict> byIncident = verdicts.ToImmutableSortedDictionary(v => v.Incident!, v => v, StringComparer.Ordinal);
        return new Judgement(byIncident[main.Incident.Id], byIncident)
        {
            Loops = modules.Modules.IsEmpty ? ImmutableSortedDictionary<string, StuckLoop>.Empty : drafts.Where(d => d.Case.Loop is not null).ToImmutableSortedDictionary(d => d.Case.Incident.Id, d => d.Case.Loop!, StringComparer.Ordinal),
            Lives = modules.Dumps.IsEmpty ? ImmutableSortedDictionary<string, LiveStudy>.Empty : drafts.Where(d => d.Case.Stalled?.Live is not null).ToImmutableSortedDictionary(d => d.Case.Incident.Id, d => d.Case.Stalled!.Live!, StringComparer.Ordinal),
        };
    }

    static (IncidentCase Case, Draft Draft) Sketch(IncidentCase incident)
    {
        Draft first = Rules.Select(r => r.Judge(incident)).First(d => d is not null)!;
        return (incident, LockCodeVerdict.Refine(incident, MemoryVerdict.Refine(incident, MixedLines.Doubt(incident, first))));
    }

    // Each incident is judged for itself, so a log full of them is judged by all CPUs; for a few, other threads cost more than they save.
    static ImmutableArray<TResult> Each<T, TResult>(ImmutableArray<T> all, bool crowded, Func<T, TResult> make)
    {
        TResult[] made = new TResult[all.Length];
        if (crowded)
        {
            Parallel.For(0, made.Length, i => made[i] = make(all[i]));
        }
        else
        {
            for (int i = 0; i < made.Length; i++)
                made[i] = make(all[i]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(made);
    }

    static Verdict Complete(IncidentCase incident, Draft draft, SameFailure same)
    {
        // Two machines, or two boots, that fail at the same place in the same module are independent witnesses.
        Confidence confidence = same.Others.IsEmpty || draft.Culprit.Kind != CulpritKind.Module ? draft.Confidence : Confidence.Strong;
        return new Verdict(
            draft.Culprit, draft.Class, confidence, Summary.Of(incident, draft), incident.Incident.Id,
            Suspects.Of(incident, draft, same), ClearedNames.Of(incident, draft, same), FurtherInput.For(incident, draft, same));
    }

    /// <summary>No incident: three different answers, for nothing is known when nothing was read.</summary>
    static Verdict NoIncident(ImmutableArray<InputFile> files, ModuleExamination modules) =>
        modules.Dumps.SelectMany(d => d.Undecided).FirstOrDefault() is { } busy ? Undecided(busy)
        : !modules.Dumps.IsEmpty ? Nothing(CulpritKind.None, FailureClass.None, Confidence.Strong, "verdict.nothing-dump")
        : files.Any(f => f is { Kind: InputKind.KernelLog, Readable: true }) ? Nothing(CulpritKind.None, FailureClass.None, Confidence.Strong, "verdict.nothing")
        : files.Any(f => f.Readable) ? Nothing(CulpritKind.Unknown, FailureClass.Unknown, Confidence.Unknown, "verdict.no-log")
        : Nothing(CulpritKind.Unknown, FailureClass.Unknown, Confidence.Unknown, "verdict.nothing-read");

    // One look at a CPU that runs a module's code does not tell for how long it has; a second one does.
    static Verdict Undecided(StalledCpu busy) =>
        new(new Culprit(CulpritKind.None), FailureClass.None, Confidence.Possible, Message.Of("verdict.nothing-dump-busy", busy.Cpu.Number, busy.Live!.Place, busy.Task.Label), null, [], [], [Message.Of("raised.second-dump", busy.Cpu.Number)]);

    static Verdict Nothing(CulpritKind kind, FailureClass failure, Confidence confidence, string summary) =>
        new(new Culprit(kind), failure, confidence, Message.Of(summary), null, [], [], [Message.Of("raised.nothing")]);
}
