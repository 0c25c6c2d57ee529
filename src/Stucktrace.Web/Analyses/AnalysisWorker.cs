using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.View;
using Stucktrace.Termination.Live;
using Stucktrace.Web.Report;

namespace Stucktrace.Web.Analyses;

/// <summary>
/// One analysis in a process of its own: whatever hostile input does to it, the application goes on. Its working folder holds links to the inputs in
/// <see cref="InputsFolder"/>; the results go to <see cref="ResultsFolder"/>. Progress goes to standard output; standard input stays open as long as the
/// application lives.
/// </summary>
public static class AnalysisWorker
{
    internal const string InputsFolder = "inputs";
    internal const string ResultsFolder = "results";
    internal const string ListFile = "inputs.txt";
    internal const string SummaryFile = "summary.json";
    internal const string JsonFile = "report.json";
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Analyses what lies in the current folder.</summary>
    /// <param name="application">Ends when the application does.</param>
    /// <param name="output">Receives the progress.</param>
    public static void Run(Stream application, TextWriter output)
    {
        // Without the application nobody wants the answer: end at once, wherever the analysis stands.
        Thread watch = new(() =>
        {
            while (application.ReadByte() >= 0)
            {
                // Nothing is sent; only the end counts.
            }

            Process.GetCurrentProcess().Kill();
        })
        { IsBackground = true };
        watch.Start();
        string root = Directory.GetCurrentDirectory();
        string[] names = File.ReadAllLines(ListFile);
        Directory.SetCurrentDirectory(InputsFolder);
        Progress progress = new(output);
        DiagnosisResult result = Diagnosis.Run(names, new DiagnosisOptions { HashInputs = true, Progress = progress, Stages = progress });
        progress.Report(DiagnosisStage.Writing);
        string results = Path.Combine(root, ResultsFolder);
        Directory.CreateDirectory(results);
        using (FileStream json = File.Create(Path.Combine(results, JsonFile)))
            JsonReport.Write(result, json, Language.English);
        foreach (Language language in Enum.GetValues<Language>())
            File.WriteAllText(Path.Combine(results, HtmlFile(language)), HtmlReport.RenderAsync(result, language).GetAwaiter().GetResult(), Utf8);
        using FileStream summary = File.Create(Path.Combine(root, SummaryFile));
        JsonSerializer.Serialize(summary, SummaryOf(result), SummaryJson.Default.CaseSummary);
    }

    /// <summary>Name of the file of the report in a language.</summary>
    internal static string HtmlFile(Language language) => language == Language.Chinese ? "report.zh.html" : "report.en.html";

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
            Terms = [.. Terms(result).Distinct().Take(200)],
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

    static string? Bounded(string? name) => name is null || name.Length > 120 ? null : name;

    sealed class Progress(TextWriter output) : IProgress<DiagnosisProgress>, IProgress<DiagnosisStage>
    {
        readonly Lock _gate = new();
        long _told;

        public void Report(DiagnosisProgress value)
        {
            lock (_gate)
            {
                if (Stopwatch.GetElapsedTime(_told) < TimeSpan.FromMilliseconds(100))
                    return;
                _told = Stopwatch.GetTimestamp();
                Tell($"read {value.BytesRead} {value.BytesTotal ?? 0} {value.Path}");
            }
        }

        public void Report(DiagnosisStage value)
        {
            lock (_gate)
                Tell($"stage {value}");
        }

        void Tell(FormattableString line)
        {
            output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
            output.Flush();
        }
    }
}
