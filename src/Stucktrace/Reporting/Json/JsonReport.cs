using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Reporting.Json;

/// <summary>
/// The diagnosis as JSON, schema <c>stucktrace/1</c>. Written token by token, in a fixed order, with no clock and no reflection: the same result
/// gives the same bytes. Fields are only ever added, at the end of their object.
/// </summary>
public static class JsonReport
{
    /// <summary>Writes the result of <c>diagnose</c>.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="output">Receives UTF-8 without a byte order mark.</param>
    /// <param name="language">Language of the sentences; field names and codes are never translated.</param>
    public static void Write(DiagnosisResult result, Stream output, Language language) => Write(result, output, language, judged: true);

    /// <summary>Writes the result of <c>log</c>: the same object, which judges nobody.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="output">Receives UTF-8 without a byte order mark.</param>
    /// <param name="language">Language of the sentences.</param>
    public static void WriteLog(DiagnosisResult result, Stream output, Language language) => Write(result, output, language, judged: false);

    static void Write(DiagnosisResult result, Stream output, Language language, bool judged)
    {
        using JsonSink json = new(output, language);
        json.Begin();
        json.Fixed("schema", "stucktrace/1");
        json.Array("inputs", result.Inputs, JsonParts.Input, lines: true);
        json.Array("reports", result.Reports, JsonReportParts.Report, lines: true);
        json.Array("incidents", result.Incidents, (sink, incident) => JsonParts.Incident(sink, incident, judged ? result.IncidentVerdicts.GetValueOrDefault(incident.Id) : null, judged ? result.Loops.GetValueOrDefault(incident.Id)?.Identity : null), lines: true);
        if (judged)
            JsonParts.Verdict(json, "verdict", result.Verdict);
        else
            json.Null("verdict");
        json.Break();
        json.Array("findings", judged ? result.Findings : [], JsonParts.Finding, lines: true);
        json.Array("notChecked", judged ? result.NotChecked : [], static (sink, message) => sink.Element(message.Render(sink.Language)), lines: true);
        json.Fixed("loopIdentity", judged ? result.Loop?.Identity : null);
        if (judged && result.Live is { } live)
            LiveJson.Write(json, "termination", live, result.Loop?.Study);
        else if (judged && result.Loop?.Study is { } study)
            StudyJson.Write(json, "termination", study);
        else
            json.Null("termination");
        json.Array("advice", judged ? result.Advice : [], JsonParts.Advice, lines: true);
        json.Array("ruledOut", judged ? result.RuledOut : [], JsonParts.RuledOut, lines: true);
        json.Array("boots", result.Boots, JsonParts.Boot, lines: true);
        json.Number("reportsNotKept", result.ReportsNotKept);
        json.Array("moduleMatches", judged ? result.Modules.Matches : [], JsonModuleParts.Match, lines: true);
        json.Array("signatures", judged ? FailureSignature.AllOf(result) : [], SignatureJson.Write, lines: true);
        json.End();
    }
}
