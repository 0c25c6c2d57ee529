using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stucktrace.Reporting;
using Stucktrace.Web.Analyses;
using Stucktrace.Web.Storage;

namespace Stucktrace.Web.Application;

/// <summary>The files that an analysis made.</summary>
/// <param name="services">The application.</param>
sealed class ResultFiles(ServeServices services)
{
    /// <summary>The analysis that a path or query names, with a result; 404 when there is none.</summary>
    internal static CaseAnalysis Done(CaseEntry entry, string? number) =>
        (number is null ? entry.Answer : entry.Analyses.FirstOrDefault(a => a.State == AnalysisState.Done && a.Number.ToString(CultureInfo.InvariantCulture) == number)) ?? throw RequestRefusedException.NotFound();

    /// <summary>Path of the report as HTML.</summary>
    internal string Html(CaseEntry entry, CaseAnalysis analysis, Language language) => Existing(entry, analysis, AnalysisWorker.HtmlFile(language));

    /// <summary>Path of the report as JSON.</summary>
    internal string Json(CaseEntry entry, CaseAnalysis analysis) => Existing(entry, analysis, AnalysisWorker.JsonFile);

    /// <summary>Sends a file to be kept by the reader.</summary>
    internal static async Task DownloadAsync(HttpContext context, string path, string type, string name)
    {
        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        context.Response.ContentLength = new FileInfo(path).Length;
        await context.Response.SendFileAsync(path, context.RequestAborted).ConfigureAwait(false);
    }

    string Existing(CaseEntry entry, CaseAnalysis analysis, string name)
    {
        string path = Path.Combine(services.Folder.ResultFolder(entry.Id, analysis.Number), name);
        return File.Exists(path) ? path : throw RequestRefusedException.NotFound();
    }
}
