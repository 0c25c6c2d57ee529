using System.Text.Json;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Web.Application;

namespace Stucktrace.Web.Api;

/// <summary>A comparison as the API tells it.</summary>
static class ComparisonAnswer
{
    internal static void Write(Utf8JsonWriter json, ComparisonVerdict verdict, PageContext page)
    {
        json.WriteStartObject();
        json.WriteString("relation", verdict.Relation.Kebab());
        json.WriteString("confidence", verdict.Confidence.Kebab());
        json.WriteString("summary", page.Say(verdict.Summary));
        json.WriteBoolean("sameEvent", verdict.IsSameEvent);
        json.WriteStartArray("points");
        foreach (ComparisonPoint point in verdict.Points)
        {
            json.WriteStartObject();
            json.WriteString("name", point.Name);
            json.WriteString("agreement", point.Agreement.Kebab());
            json.WriteString("first", point.First);
            json.WriteString("second", point.Second);
            json.WriteString("why", point.Why is { } why ? page.Say(why) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (Message note in verdict.Notes)
            json.WriteStringValue(page.Say(note));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
