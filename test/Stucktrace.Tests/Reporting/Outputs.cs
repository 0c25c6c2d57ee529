using System.Text;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Markdown;
using Stucktrace.Reporting.Sarif;
using Stucktrace.Reporting.Text;
using Stucktrace.Web.Report;

namespace Stucktrace.Tests.Reporting;

/// <summary>Every output format as a string.</summary>
static class Outputs
{
    internal static string Text(DiagnosisResult result, Language language, TextStyle? style = null) => Written(w => TextReport.Write(result, w, language, style ?? new TextStyle()));

    internal static string Log(DiagnosisResult result, Language language) => Written(w => TextReport.WriteLog(result, w, language, new TextStyle()));

    internal static string Markdown(DiagnosisResult result, Language language) => Written(w => MarkdownReport.Write(result, w, language));

    internal static string Sarif(DiagnosisResult result, Language language) => Streamed(s => SarifReport.Write(result, s, language));

    internal static string Json(DiagnosisResult result, Language language) => Streamed(s => JsonReport.Write(result, s, language));

    internal static string Html(DiagnosisResult result, Language language) => HtmlReport.RenderAsync(result, language).GetAwaiter().GetResult();

    internal static IEnumerable<(string Format, string Text)> All(DiagnosisResult result, Language language) =>
    [
        ("text", Text(result, language)),
        ("log", Log(result, language)),
        ("markdown", Markdown(result, language)),
        ("sarif", Sarif(result, language)),
        ("html", Html(result, language)),
        ("json", Json(result, language)),
    ];

    static string Written(Action<TextWriter> write)
    {
        using StringWriter writer = new();
        write(writer);
        return writer.ToString();
    }

    static string Streamed(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
