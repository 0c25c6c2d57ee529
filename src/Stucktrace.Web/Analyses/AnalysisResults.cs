using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.View;
using Stucktrace.Termination.Live;
using Stucktrace.Web.Report;

namespace Stucktrace.Web.Analyses;

/// <summary>What an analysis leaves behind: the report as HTML in each language and as JSON, and the summary that the application keeps.</summary>
static class AnalysisResults
{
    const int MostTerms = 200, LongestTerm = 120;
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the results.</summary>
    /// <param name="result">What was found, in the form in which it is to be kept.</param>
    /// <param name="names">How it calls each of the case's files.</param>
    /// <param name="folder">Receives the summary, and the reports in a folder of their own.</param>
    internal static void Write(DiagnosisResult result, ImmutableArray<string> names, string folder)
    {
        string results = Directory.CreateDirectory(Path.Combine(folder, AnalysisWorker.ResultsFolder)).FullName;
        using (FileStream json = File.Create(Path.Combine(results, AnalysisWorker.JsonFile)))
            JsonReport.Write(result, json, Language.English);
        foreach (Language language in Enum.GetValues<Language>())
        {
            // File.WriteAllText would not say whether it is the disk that is full: FullDisk.
            using StreamWriter html = new(Path.Combine(results, AnalysisWorker.HtmlFile(language)), append: false, Utf8);
            html.Write(HtmlReport.RenderAsync(result, language).GetAwaiter().GetResult());
        }

        using FileStream summary = File.Create(Path.Combine(folder, AnalysisWorker.SummaryFile));
        JsonSerializer.Serialize(summary, SummaryOf(result) with { Names = names }, SummaryJson.Default.CaseSummary);
    }

    /// <summary>How a result calls each of the files that it was made from; those that it does not list keep their number for a name.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="made">The result as it was made.</param>
    /// <param name="shown">The result as it is shown, with the same inputs in the same order.</param>
    internal static ImmutableArray<string> Names(IReadOnlyList<string> paths, DiagnosisResult made, DiagnosisResult shown)
    {
        Dictionary<string, string> known = made.Inputs.Zip(shown.Inputs).GroupBy(p => p.First.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Second.Path, StringComparer.Ordinal);
        return [.. paths.Select((p, i) => known.GetValueOrDefault(p) ?? CaseSummary.NumberedName(i + 1))];
    }

    static CaseSummary SummaryOf(DiagnosisResult result)
    {
        DiagnosisView english = new(result, Language.English), chinese = new(result, Language.Chinese);
        return new CaseSummary
        {
            Headline = english.Headline,
            HeadlineZh = chinese.Headline,
            Confidence = result.Verdict.Confidence.Kebab(),
            Class = result.Verdict.Class.Kebab(),
            Culprit = result.Verdict.Culprit.Kind.Kebab(),
            Module = result.Verdict.Culprit.Module,
            Function = result.Verdict.Culprit.Function,
            Kernel = english.Incident?.Kernel ?? english.Lead?.Kernel,
            Host = english.Incident?.Host ?? english.Lead?.Host,
            LoopIdentity = result.Loop?.Identity,
            HasCertificate = result.Live is { Verdict: LiveVerdict.NeverEnds } || result.Loop?.Study?.Endless is not null,
            RaisedBy = english.RaisedBy,
            RaisedByZh = chinese.RaisedBy,
            Terms = [.. Terms(result).Distinct().Take(MostTerms)],
            ReportPolicy = PageAssets.Policy,
            Engine = Engine.Version,
        };
    }

    static IEnumerable<SearchTerm> Terms(DiagnosisResult result)
    {
        yield return new SearchTerm("class", result.Verdict.Class.Kebab());
        foreach (Attribution.Verdict verdict in result.IncidentVerdicts.Values)
        {
            if (Bounded(verdict.Culprit.Module) is { } module)
                yield return new SearchTerm("module", module);
            if (Bounded(verdict.Culprit.Function) is { } function)
                yield return new SearchTerm("function", function);
            yield return new SearchTerm("class", verdict.Class.Kebab());
        }

        foreach (Incidents.Report report in result.Reports)
        {
            if (Bounded(report.Kernel) is { } kernel)
                yield return new SearchTerm("kernel", kernel);
            if (Bounded(report.Host) is { } host)
                yield return new SearchTerm("host", host);
            if (Bounded(report.GuiltySymbol) is { } function)
                yield return new SearchTerm("function", function);
            if (Bounded(report.GuiltyModule) is { } module)
                yield return new SearchTerm("module", module);
        }
    }

    static string? Bounded(string? name) => name is null || name.Length > LongestTerm ? null : name;
}
