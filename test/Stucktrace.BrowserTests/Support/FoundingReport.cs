using Stucktrace.Reporting;
using Stucktrace.Tests.Support;
using Stucktrace.Web.Report;

namespace Stucktrace.BrowserTests.Support;

/// <summary>The founding case as a stand-alone report, opened from disk as a mail program would.</summary>
static class FoundingReport
{
    static readonly Lazy<DiagnosisResult> Diagnosed = new(() => Diagnosis.Run([Checkout.Sample("dirpro")], new DiagnosisOptions { HashInputs = true }));

    /// <summary>Writes the report into a folder of the tests' output.</summary>
    /// <param name="language">Language.</param>
    /// <returns>Its address for the browser.</returns>
    internal static async Task<string> WriteAsync(Language language)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("stucktrace-report").FullName, "report.html");
        await File.WriteAllTextAsync(path, await HtmlReport.RenderAsync(Diagnosed.Value, language));
        return new Uri(path).AbsoluteUri;
    }
}
