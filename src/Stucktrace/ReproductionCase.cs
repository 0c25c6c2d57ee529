using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Reporting.Json;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace;

/// <summary>What is to be reproduced.</summary>
/// <param name="Failure">The failure; without one when the case is a module alone.</param>
/// <param name="Focus">What is to be provoked in the module.</param>
/// <param name="Path">Path of the module file.</param>
/// <param name="Module">The module.</param>
sealed record ReproductionCase(FailureSignature Failure, PlanFocus Focus, string Path, ModuleResult Module)
{
    /// <summary>Reads a case: inputs of a diagnosis, or a report that a diagnosis wrote and the module file beside it.</summary>
    /// <param name="paths">Paths of the inputs.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="tell">Is told what else there is to know.</param>
    /// <param name="problem">Why it can't be used, or null.</param>
    internal static ReproductionCase? Read(IReadOnlyList<string> paths, ReadLimits limits, Action<Message> tell, out Message? problem)
    {
        string[] reports = [.. paths.Where(ReportFile.IsOne)];
        DiagnosisResult known = Diagnosis.Run([.. paths.Except(reports)], new DiagnosisOptions { Limits = limits });
        FailureSignature failure = FailureSignature.Of(known);
        PlanFocus focus = CasePlan.FocusOf(known);
        problem = known.Inputs.FirstOrDefault(i => !i.Readable && paths.Contains(i.Path)) is { } unread ? Message.Of("reproduce.input-unreadable", unread.Path, unread.Diagnostics.FirstOrDefault()?.Message) : null;
        if (problem is null && reports.Length > 0)
            (failure, focus) = OfReports(reports, failure, focus, out problem);
        if (problem is not null)
            return null;
        if (ModuleOf(known, failure) is not { } path)
        {
            problem = reports.Length == 0 ? Message.Of("reproduce.no-module") : Message.Of("reproduce.report-needs-module", reports[0], failure.Culprit.Module ?? "?");
            return null;
        }

        ModuleResult module = ModuleInspection.Run(path, new ModuleOptions { Limits = limits });
        if (module is not { Code: not null, File: { } file })
        {
            problem = Message.Of("reproduce.module-unreadable", path);
            return null;
        }

        TellBuild(known, path, tell);
        if (reports.Length > 0)
            problem = BuildProblem(failure, path, file.BuildId, file.Info.SourceVersion, tell);
        return problem is null ? new ReproductionCase(failure, focus, path, module) : null;
    }

    static (FailureSignature Failure, PlanFocus Focus) OfReports(string[] reports, FailureSignature failure, PlanFocus focus, out Message? problem)
    {
        if (reports.Length > 1 || failure.HasFailure)
        {
            problem = Message.Of("reproduce.several-cases", reports[0], reports.Length > 1 ? reports[1] : failure.Inputs.FirstOrDefault(i => i != reports[0]));
            return (failure, focus);
        }

        ImmutableArray<FailureSignature> read = ReportFile.Read(reports[0], ComparisonLimits.Default, out problem);
        if (problem is not null)
        {
            problem = Message.Of("reproduce.input-unreadable", reports[0], problem);
            return (failure, focus);
        }

        FailureSignature main = read[0];
        return (main, main.HasFailure ? new PlanFocus(main.Class, main.Culprit.Function, main.Loop?.Identity) : PlanFocus.Anything);
    }

    // The module to blame, or the only one there is.
    static string? ModuleOf(DiagnosisResult known, FailureSignature failure)
    {
        string[] files = [.. known.Modules.Modules.Where(m => m.Memory is null && m.Name == failure.Culprit.Module).Select(m => known.Inputs[m.Input].Path)];
        if (files.Length > 0)
            return files[0];
        string[] all = [.. known.Inputs.Where(i => i.Kind == InputKind.Module && i.Readable).Select(i => i.Path)];
        return all.Length == 1 ? all[0] : null;
    }

    // What is derived from another build need not hold for the one that failed: that is said, and the comparison weighs it.
    static void TellBuild(DiagnosisResult known, string path, Action<Message> tell)
    {
        if (known.Modules.Matches.FirstOrDefault(m => m.Run is not null && known.Inputs[m.Input].Path == path) is { Build: not BuildMatch.Same } match)
            tell(Message.Of(match.Build == BuildMatch.Another ? "reproduce.build-other" : "reproduce.build-unsure", path));
    }

    // A report carries what tells builds apart, as far as its own inputs showed it.
    static Message? BuildProblem(FailureSignature failure, string path, string? buildId, string? source, Action<Message> tell)
    {
        if (failure.Build is not { } build)
        {
            tell(Message.Of("reproduce.report-build-unknown", path));
            return null;
        }

        bool isOther = build.BuildId is { } id && buildId is not null ? id != buildId : build.SourceVersion is { } version && source is not null && version != source;
        return isOther ? Message.Of("reproduce.report-other-build", path) : null;
    }
}
