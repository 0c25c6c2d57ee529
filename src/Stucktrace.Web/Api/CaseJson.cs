using System.Globalization;
using System.Text.Json;
using Stucktrace.Web.Analyses;
using Stucktrace.Web.Application;
using Stucktrace.Web.Storage;

namespace Stucktrace.Web.Api;

/// <summary>Cases as the API tells them.</summary>
static class CaseJson
{
    internal static void Write(Utf8JsonWriter json, CaseEntry entry, PageContext page)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        json.WriteString("created", Time(entry.Created));
        json.WriteStartArray("files");
        foreach (CaseFile file in entry.Files)
        {
            json.WriteStartObject();
            json.WriteNumber("number", file.Number);
            json.WriteString("name", file.Name);
            json.WriteString("kind", file.Kind.Kebab());
            json.WriteNumber("bytes", file.Bytes);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("analyses");
        foreach (CaseAnalysis analysis in entry.Analyses)
            Write(json, entry.Id, analysis, page);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string id, CaseAnalysis analysis, PageContext page)
    {
        json.WriteStartObject();
        json.WriteNumber("number", analysis.Number);
        json.WriteNumber("lastFile", analysis.LastFile);
        json.WriteString("state", analysis.State.Kebab());
        json.WriteString("asked", Time(analysis.Asked));
        json.WriteString("finished", analysis.Finished is { } finished ? Time(finished) : null);
        json.WriteString("problem", analysis.Problem is { } problem ? page.Say(problem) : null);
        if (analysis.Summary is { } summary)
        {
            json.WriteStartObject("result");
            json.WriteString("headline", Headline(summary, page));
            json.WriteString("confidence", summary.Confidence);
            json.WriteString("class", summary.Class);
            json.WriteString("culprit", summary.Culprit);
            json.WriteString("module", summary.Module);
            json.WriteString("function", summary.Function);
            json.WriteString("kernel", summary.Kernel);
            json.WriteString("host", summary.Host);
            json.WriteString("loopIdentity", summary.LoopIdentity);
            json.WriteString("engine", summary.Engine);
            string root = string.Create(CultureInfo.InvariantCulture, $"/api/cases/{id}/analyses/{analysis.Number}/");
            json.WriteString("html", root + "report.html");
            json.WriteString("json", root + "report.json");
            json.WriteString("certificate", summary.HasCertificate ? root + "certificate.json" : null);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("result");
        }

        json.WriteEndObject();
    }

    internal static string Headline(CaseSummary summary, PageContext page) => page.Language == Reporting.Language.Chinese ? summary.HeadlineZh : summary.Headline;

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
