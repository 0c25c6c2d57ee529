using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests;

/// <summary>Reads the reports of a log, and of whole corpora, in the way that the product does.</summary>
static class CorpusRun
{
    public static ImmutableArray<Report> ReportsOf(string path)
    {
        ReportReader reader = new(ReadLimits.Default);
        new KernelLogReader(ReadLimits.Default).Read([new InputFile(0, path, InputKind.KernelLog)], reader);
        return reader.Reports;
    }

    public static ImmutableArray<Report> ReportsOfText(string text)
    {
        string path = System.IO.Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return ReportsOf(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The log of a labelled file: without its header and its expected report.</summary>
    public static byte[] LogOf(string labelledFile)
    {
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(labelledFile)).Replace("\r", "", StringComparison.Ordinal);
        int body = text.StartsWith('\n') ? 1 : text.IndexOf("\n\n", StringComparison.Ordinal) + 2;
        text = text[body..];
        int report = text.IndexOf("\n\nREPORT:\n", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(report < 0 ? text : text[..(report + 1)]);
    }

    /// <summary>Writes a line of the scorers' input for each report.</summary>
    public static void WriteResults(TextWriter writer, string file, ImmutableArray<Report> reports)
    {
        foreach (Report report in reports)
        {
            writer.WriteLine(JsonSerializer.Serialize(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["file"] = file,
                ["title"] = report.Title,
                ["kind"] = report.Kind.Name(),
                ["guiltySymbol"] = report.GuiltySymbol,
                ["module"] = report.GuiltyModule,
                ["chain"] = string.Join(' ', report.Frames.Select(f => (f.Reliable ? "" : "?") + f.Location.Symbol)),
                ["at"] = report.Location?.Symbol,
                ["lines"] = $"{report.FirstLine}-{report.LastLine}",
                ["partOf"] = report.PartOf,
            }));
        }
    }

    /// <summary>Runs a scorer and returns what it prints.</summary>
    public static string Score(string script, params string[] arguments)
    {
        ProcessStartInfo start = new("python3", [Checkout.Shared(script), .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
