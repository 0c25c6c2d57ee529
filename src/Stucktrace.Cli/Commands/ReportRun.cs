using System.CommandLine;
using Stucktrace.Cli.Terminal;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Redaction;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Cli.Commands;

/// <summary>One run of <c>diagnose</c> or <c>log</c>: diagnose, redact if asked, write, and say with the exit status how it went.</summary>
static class ReportRun
{
    internal static int Run(ParseResult parsed, ReportOptions options, CommandText text, bool logOnly)
    {
        string? file = parsed.GetValue(options.Output);
        OutputFormat format = parsed.GetResult(options.Format) is { Implicit: false } ? parsed.GetValue(options.Format) : FormatOf(file);
        using ProgressLine? progress = ProgressLine.IfUseful(parsed.GetValue(options.Quiet), text);

        DiagnosisResult result = Diagnosis.Run(parsed.GetRequiredValue(options.Inputs), new DiagnosisOptions
        {
            CpuCount = parsed.GetValue(options.Cpus),
            HashInputs = format is OutputFormat.Json or OutputFormat.Sarif or OutputFormat.Html,
            Progress = progress,
        });
        progress?.Dispose();

        // Problems with inputs go to standard error too, so that they are seen when the result goes to a file.
        foreach (DiagnosisInput input in result.Inputs.Where(i => !i.Readable))
        {
            foreach (Formats.InputDiagnostic diagnostic in input.Diagnostics)
                Console.Error.WriteLine($"stucktrace: {VisibleText.Of(input.Path)}: {VisibleText.Of(diagnostic.Message.Render(text.Language))} [{diagnostic.Id}]");
        }

        DiagnosisResult shown = parsed.GetValue(options.Redact) ? Redactor.Redact(result) : result;
        int written = ResultWriter.Write(shown, format, file, text, parsed.GetValue(options.NoColor), logOnly);
        return written != ExitCode.Done ? written : result.Inputs.Any(i => !i.Readable) ? ExitCode.InputUnreadable : ExitCode.Done;
    }

    static OutputFormat FormatOf(string? file) => Path.GetExtension(file)?.ToUpperInvariant() switch
    {
        ".JSON" => OutputFormat.Json,
        ".HTML" or ".HTM" => OutputFormat.Html,
        ".MD" or ".MARKDOWN" => OutputFormat.Markdown,
        ".SARIF" => OutputFormat.Sarif,
        _ => OutputFormat.Text,
    };
}
