using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Reporting.Json;

/// <summary>A comparison as JSON, schema <c>stucktrace-compare/1</c>.</summary>
public static class ComparisonJson
{
    /// <summary>Writes it.</summary>
    /// <param name="result">What came of comparing; with a verdict.</param>
    /// <param name="output">Receives UTF-8 without a byte order mark.</param>
    /// <param name="language">Language of the sentences.</param>
    public static void Write(CaseComparisonResult result, Stream output, Language language)
    {
        ComparisonVerdict verdict = result.Verdict ?? throw new ArgumentException("nothing was compared", nameof(result));
        using JsonSink json = new(output, language);
        json.Begin();
        json.Fixed("schema", "stucktrace-compare/1");
        Side(json, "first", result.First);
        Side(json, "second", result.Second);
        json.Fixed("verdict", verdict.Relation is FailureRelation.SameKind ? FailureRelation.Different.Kebab() : verdict.Relation.Kebab());
        json.Fixed("relation", verdict.Relation.Kebab());
        json.Fixed("confidence", verdict.Confidence.Kebab());
        json.Text("summary", verdict.Summary);
        json.Boolean("sameEvent", verdict.IsSameEvent);
        json.Array("points", verdict.Points, Point, lines: true);
        json.Array("notes", verdict.Notes, static (sink, note) => sink.Element(note.Render(sink.Language)), lines: true);
        json.End();
    }

    static void Side(JsonSink json, string name, ComparedInput side)
    {
        json.Begin(name);
        json.Text("path", side.Path);
        json.Boolean("isReport", side.IsReport);
        json.Strings("inputs", side.Signatures[0].Inputs);
        json.Fixed("incident", side.Signatures[0].Incident);
        json.Number("otherIncidents", (long)(side.Signatures.Length - 1));
        json.End();
    }

    internal static void Point(JsonSink json, ComparisonPoint point)
    {
        json.Begin();
        json.Fixed("name", point.Name);
        json.Text("first", point.First);
        json.Text("second", point.Second);
        json.Fixed("agreement", point.Agreement.Kebab());
        json.Text("why", point.Why);
        json.Array("firstEvidence", point.FirstEvidence, JsonParts.Evidence);
        json.Array("secondEvidence", point.SecondEvidence, JsonParts.Evidence);
        json.End();
    }
}
