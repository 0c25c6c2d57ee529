using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Memory;
using Stucktrace.Termination.Live;

namespace Stucktrace.Attribution.Explanations;

/// <summary>What was not checked. Never empty: a diagnosis from a log leaves much open.</summary>
public static class NotCheckedList
{
    /// <summary>Makes the list.</summary>
    /// <param name="reports">All reports.</param>
    /// <param name="judgement">The verdicts.</param>
    /// <param name="files">The inputs.</param>
    /// <param name="reportsNotKept">Reports beyond the limit.</param>
    /// <param name="modules">What the module files among the inputs say.</param>
    public static ImmutableArray<Message> For(ImmutableArray<Report> reports, Judgement judgement, ImmutableArray<InputFile> files, long reportsNotKept, ModuleExamination modules)
    {
        ImmutableArray<Message>.Builder open = ImmutableArray.CreateBuilder<Message>();
        Culprit culprit = judgement.Main.Culprit;
        open.AddRange(modules.Dumps.SelectMany(d => d.Undecided).Select(busy => Message.Of("not-checked.busy", busy.Cpu.Number, busy.Live!.Place, busy.Task.Label)));
        if (culprit is { Kind: CulpritKind.Module, Module: { } module })
            open.AddRange(ModuleFile(module, modules.Matches.Where(m => m.Module == module)));
        open.AddRange(modules.Matches.Where(m => m.Run is null).Select(m => Message.Of("not-checked.module-not-in-log", m.Module)));
        if (modules.Dumps.IsEmpty)
            open.Add(Message.Of(files.Any(f => f.Kind == InputKind.Vmcore) ? "not-checked.vmcore-not-read" : "not-checked.vmcore"));
        else
            open.AddRange(Dumps(modules.Dumps));
        if (judgement.Main is { Class: FailureClass.EndlessLoop or FailureClass.EndlessListWalk, Confidence: not Confidence.Proven })
        {
            StuckLoop? loop = judgement.Main.Incident is { } incident ? judgement.Loops.GetValueOrDefault(incident) : null;
            open.Add(Message.Of(loop is null ? "not-checked.termination" : loop.Study is null ? "not-checked.termination-read" : "not-checked.situation"));
        }

        if (judgement.Main.Class == FailureClass.None)
            open.Add(Message.Of("not-checked.unreported"));
        if (reports.Any(r => r.Time is { Monotonic: null, Wall: { Year: null } }))
            open.Add(Message.Of("not-checked.year"));
        if (reports.Count(r => r.Damaged is not null) is > 0 and var damaged)
            open.Add(Message.Of("not-checked.damaged", damaged));
        if (reportsNotKept > 0)
            open.Add(Message.Of("not-checked.not-kept", reportsNotKept));
        return open.ToImmutable();
    }

    static IEnumerable<Message> Dumps(IEnumerable<ExaminedDump> dumps)
    {
        foreach (ExaminedDump dump in dumps)
        {
            if (dump.Machine.Kernel.File is { DumpLevel: > 0 } or { DumpLevel: null, Format: DumpFormat.KdumpCompressed } || dump.Machine.Kernel.File.Segments.Any(s => s.FileSize < s.MemorySize))
                yield return Message.Of("not-checked.excluded-pages", dump.Path);
            foreach (DumpedCpu cpu in dump.Machine.Cpus.Where(c => c.Registers is null))
                yield return Message.Of("not-checked.cpu-without-registers", cpu.Number);
            foreach (StalledCpu stalled in dump.Stalled.Where(s => s.Live is null or { Verdict: LiveVerdict.Unknown }))
                yield return Message.Of("not-checked.live", stalled.Cpu.Number);
        }
    }

    static IEnumerable<Message> ModuleFile(string module, IEnumerable<ModuleMatch> matches)
    {
        ModuleMatch[] compared = [.. matches.Where(m => m.Run is not null)];
        BuildMatch[] builds = [.. compared.Select(m => m.Build)];
        if (builds.Length == 0)
            yield return Message.Of("not-checked.module-file", module);
        else if (!builds.Contains(BuildMatch.Same))
            yield return Message.Of(builds.Contains(BuildMatch.CannotTell) ? "not-checked.module-doubt" : "not-checked.module-other-build", module);
        else if (!compared.Any(m => m.IsDecided))
            yield return Message.Of("not-checked.build-likely", module);
    }
}
