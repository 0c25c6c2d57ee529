using Stucktrace.Reporting;
using Stucktrace.Tests.Support;
using Stucktrace.Web.Report;

namespace Stucktrace.BrowserTests.Support;

/// <summary>The founding case as a stand-alone report, opened from disk as a mail program would.</summary>
static class FoundingReport
{
    static readonly Lazy<DiagnosisResult> Diagnosed = new(() => Diagnosis.Run([Checkout.Sample("dirpro")], new DiagnosisOptions { HashInputs = true }));

    static readonly Lazy<DiagnosisResult> Dumped = new(() => Diagnosis.Run(
        [Checkout.Shared("lab", "logs", "K1_kdump_hung_task_panic.txt"), Checkout.Shared("lab", "ko", "dirpro_rcu.ko"), Checkout.Shared("lab", "vmcore", "K1.d31.zlib.kdump")], new DiagnosisOptions()));

    /// <summary>Writes the report of the lab's machine with log, module and dump: the fullest first screen.</summary>
    /// <param name="language">Language.</param>
    /// <returns>Its address for the browser.</returns>
    internal static Task<string> WriteDumpedAsync(Language language) => WriteAsync(Dumped.Value, language);

    /// <summary>Writes the report into a folder of the tests' output.</summary>
    /// <param name="language">Language.</param>
    /// <returns>Its address for the browser.</returns>
    internal static Task<string> WriteAsync(Language language) => WriteAsync(Diagnosed.Value, language);

    /// <summary>Writes the report of any diagnosis.</summary>
    /// <param name="result">The diagnosis.</param>
    /// <param name="language">Language.</param>
    /// <returns>Its address for the browser.</returns>
    internal static async Task<string> WriteAsync(DiagnosisResult result, Language language)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("stucktrace-report").FullName, "report.html");
        await File.WriteAllTextAsync(path, await HtmlReport.RenderAsync(result, language));
        return new Uri(path).AbsoluteUri;
    }
}
