using System.Diagnostics;
using System.Globalization;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Redaction;
using Stucktrace.Web.Storage;

namespace Stucktrace.Web.Analyses;

/// <summary>
/// One analysis in a process of its own: whatever hostile input does to it, the application goes on. Its working folder holds links to the inputs in
/// <see cref="InputsFolder"/>; the results go to <see cref="ResultsFolder"/>. Progress goes to standard output; standard input stays open as long as the
/// application lives.
/// </summary>
public static class AnalysisWorker
{
    /// <summary>Argument that asks for results without private data.</summary>
    public const string RedactOption = "--redact";

    /// <summary>Exit status when the disk has no room for the results: EX_IOERR of sysexits(3).</summary>
    public const int NoRoomStatus = 74;

    internal const string InputsFolder = "inputs";
    internal const string ResultsFolder = "results";
    internal const string ListFile = "inputs.txt";
    internal const string SummaryFile = "summary.json";
    internal const string JsonFile = "report.json";

    /// <summary>Analyses what lies in the current folder.</summary>
    /// <param name="application">Ends when the application does.</param>
    /// <param name="output">Receives the progress.</param>
    /// <param name="redact">Whether private data is taken out of the results.</param>
    /// <returns>The exit status: 0, or <see cref="NoRoomStatus"/>.</returns>
    public static int Run(Stream application, TextWriter output, bool redact)
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
        DiagnosisResult shown = redact ? Redactor.Redact(result) : result;
        try
        {
            AnalysisResults.Write(shown, AnalysisResults.Names(names, result, shown), root);
            return 0;
        }
        catch (IOException e) when (FullDisk.Is(e))
        {
            return NoRoomStatus;
        }
    }

    /// <summary>Name of the file of the report in a language.</summary>
    internal static string HtmlFile(Language language) => language == Language.Chinese ? "report.zh.html" : "report.en.html";

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
