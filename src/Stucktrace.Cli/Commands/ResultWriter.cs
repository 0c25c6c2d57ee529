using System.Text;
using Stucktrace.Cli.Terminal;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Markdown;
using Stucktrace.Reporting.Sarif;
using Stucktrace.Reporting.Text;
using Stucktrace.Web.Report;

namespace Stucktrace.Cli.Commands;

/// <summary>Writes a result in the format asked for, to standard output or to a file.</summary>
static class ResultWriter
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    internal static int Write(DiagnosisResult result, OutputFormat format, string? file, CommandText text, bool noColor, bool logOnly)
    {
        if (file is null or "-")
        {
            using Stream output = Console.OpenStandardOutput();
            WriteTo(output, result, format, text, TerminalStyle.ForOutput(noColor), logOnly);
            return ExitCode.Done;
        }

        // Beside the target first, then renamed: a reader never sees half a report, and a full disk leaves the old one.
        string part = $"{file}.part";
        try
        {
            using (FileStream output = new(part, FileMode.Create, FileAccess.Write))
                WriteTo(output, result, format, text, TerminalStyle.ForFile, logOnly);
            File.Move(part, file, overwrite: true);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(part);
            Console.Error.WriteLine($"stucktrace: {text.Format("command.cannot-write", VisibleText.Of(file), e.Message)}");
            return ExitCode.CannotWrite;
        }
    }

    static void WriteTo(Stream output, DiagnosisResult result, OutputFormat format, CommandText text, TextStyle style, bool logOnly)
    {
        switch (format)
        {
            case OutputFormat.Json:
                if (logOnly)
                    JsonReport.WriteLog(result, output, text.Language);
                else
                    JsonReport.Write(result, output, text.Language);
                break;
            case OutputFormat.Sarif:
                SarifReport.Write(result, output, text.Language);
                break;
            case OutputFormat.Html:
                output.Write(Utf8.GetBytes(HtmlReport.RenderAsync(result, text.Language).GetAwaiter().GetResult()));
                break;
            default:
                using (StreamWriter writer = new(output, Utf8, 16 * 1024, leaveOpen: true) { NewLine = "\n" })
                {
                    if (format == OutputFormat.Markdown)
                        MarkdownReport.Write(result, writer, text.Language);
                    else if (logOnly)
                        TextReport.WriteLog(result, writer, text.Language, style);
                    else
                        TextReport.Write(result, writer, text.Language, style);
                }

                break;
        }
    }

    static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The message about the write itself is what matters.
        }
    }
}
