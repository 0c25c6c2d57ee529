using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Attribution.AdviceTables;
using Stucktrace.Attribution.Explanations;
using Stucktrace.Attribution.Findings;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Memory;

namespace Stucktrace;

/// <summary>
/// The whole pipeline on one page. Data flows one way; each stage takes immutable records and makes the next ones:
/// inputs → records → reports → incidents → verdicts → findings and advice.
/// </summary>
public static class Diagnosis
{
    /// <summary>Diagnoses any mix of inputs.</summary>
    /// <param name="paths">Files and folders; <c>-</c> is standard input.</param>
    /// <param name="options">Settings.</param>
    public static DiagnosisResult Run(IEnumerable<string> paths, DiagnosisOptions options)
    {
        // What are these files? Decided by content, never by name.
        options.Stages?.Report(DiagnosisStage.Inputs);
        ImmutableArray<InputFile> files = InputDiscovery.Find(paths, options.Limits);
        Task<string?[]>? hashes = options.HashInputs ? InputHash.Start(files) : null;

        // Memory dumps → the machine in them, and what in it does not get on. The kernel's log inside becomes a log like any other.
        options.Stages?.Report(DiagnosisStage.Dumps);
        ImmutableArray<ExaminedDump> dumps = DumpExaminer.Examine(files, options.Limits, options.Recorder, Progress(options));

        // Log lines → reports, in one pass; lines of no interest are never looked at. The frames of each report are told apart: active calls, or
        // left over on the stack.
        options.Stages?.Report(DiagnosisStage.Logs);
        (Report[] read, long notKept, LogReading logs) = Read(files, options);

        // Dates get the year that the rest of the input tells. One by one in place, so that of ten thousand reports no second set stays in memory.
        for (int i = 0; i < read.Length; i++)
            read[i] = read[i] with { Time = logs.Years.Complete(read[i].Time, read[i].Input, read[i].FirstLine) };

        // What the log would have said of what the dumps' memory shows.
        foreach (ExaminedDump dump in dumps)
            read = [.. read, .. MemoryReports.Of(dump, logs.Boots, read.Length, options.Limits, FrameJudge.Judge)];

        // Module files: which of them were loaded there, and what does their code say of the frames?
        options.Stages?.Report(DiagnosisStage.Modules);
        ModuleExamination modules = ModuleExaminer.Examine(files, read, dumps, options.Limits);

        // What was read from two places is one witness.
        ReadOnce once = RepeatedReports.Sort([.. read], logs.Boots);
        foreach (RepeatedInput repeated in once.Inputs)
            files[repeated.Input].Report(new InputDiagnostic("LOG0312", Message.Of(repeated.Count == 1 ? "log.0312.one" : "log.0312", repeated.Count, files[repeated.First].Path, repeated.FirstLine), repeated.Line));

        // Which reports are one failure, and what caused what.
        options.Stages?.Report(DiagnosisStage.Incidents);
        (ImmutableArray<Report> reports, ImmutableArray<Incident> incidents) = IncidentBuilder.Build(once.Reports, once.Boots);

        // Who is to blame and who only suffers: all incidents are weighed together.
        options.Stages?.Report(DiagnosisStage.Verdict);
        Judgement judgement = Attributor.Judge(reports, incidents, files, modules);

        // The claims with their evidence, what speaks for something else, what stays open, and what to do.
        return new DiagnosisResult
        {
            Inputs = [.. files.Select((f, i) => new DiagnosisInput(f.Path, f.Kind, hashes?.Result[i], f.Readable, [.. f.Diagnostics]))],
            Boots = once.Boots,
            Reports = [.. reports.Concat(once.Copies).OrderBy(r => r.Input).ThenBy(r => r.FirstLine)],
            ReportsNotKept = notKept,
            Incidents = incidents,
            Verdict = judgement.Main,
            Modules = modules,
            Loops = judgement.Loops,
            Lives = judgement.Lives,
            IncidentVerdicts = judgement.Verdicts,
            Findings = FindingsBuilder.Build(reports, incidents, judgement, files, options, modules),
            RuledOut = RuledOutExplanations.Check(reports, judgement),
            NotChecked = NotCheckedList.For(reports, judgement, files, notKept, modules),
            Advice = AdviceBook.For(reports, incidents, judgement, [.. files.Select(f => f.Path)], modules),
        };
    }

    static (Report[] Reports, long NotKept, LogReading Logs) Read(ImmutableArray<InputFile> files, DiagnosisOptions options)
    {
        ReportReader reader = new(options.Limits, FrameJudge.Judge);
        LogReading logs = new KernelLogReader(options.Limits).Read(files, reader, Progress(options));
        return ([.. reader.Reports], reader.NotKept, logs);
    }

    static Action<string, long, long?>? Progress(DiagnosisOptions options) =>
        options.Progress is { } progress ? (path, read, total) => progress.Report(new DiagnosisProgress(path, read, total)) : null;
}
