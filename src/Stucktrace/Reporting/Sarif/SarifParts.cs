using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Sarif;

/// <summary>Locations, texts and flows of SARIF.</summary>
static class SarifParts
{
    const int MostPath = 300;

    internal static void Text(JsonSink json, string name, string text)
    {
        json.Begin(name);
        json.Text("text", text.Length == 0 ? "–" : text);
        json.End();
    }

    /// <summary>A relative address: services refuse absolute ones. An absolute path keeps its file name only.</summary>
    internal static string Uri(string path)
    {
        if (path.Length > MostPath)
            path = path[^MostPath..];
        string relative = path == "-" ? "stdin" : Path.IsPathRooted(path) ? Path.GetFileName(path) : path;
        string[] parts = [.. relative.Split('/').Where(p => p is not ("" or "." or "..")).Select(p => System.Uri.EscapeDataString(Valid(p)))];
        return parts.Length == 0 ? "input" : string.Join('/', parts);
    }

    // EscapeDataString refuses lone surrogates.
    static string Valid(string part) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(part));

    internal static void Location(JsonSink json, DiagnosisView view, Quotation place, string? message) =>
        Location(json, PathOf(view, place.Input), place.Line, place.LastLine, place.Text, message, place.Line == 0 ? place.Place : null);

    internal static void Location(JsonSink json, string path, long line, long lastLine, string? snippet, string? message, string? inBinary = null)
    {
        json.Begin();
        LocationFields(json, path, line, lastLine, snippet, message, inBinary);
        json.End();
    }

    internal static void Flow(JsonSink json, DiagnosisView view, ChainView chain, int most)
    {
        List<(EventView Event, string Text)> steps = [];
        if (chain.Cause is { } cause)
            steps.Add((cause, cause.What));
        steps.AddRange(chain.Groups.SelectMany(g => g.Links).Select(l => (l.Event, $"{l.Event.What}: {l.Why}")));
        json.Array("codeFlows", [steps], (sink, flow) =>
        {
            sink.Begin();
            sink.Array("threadFlows", [flow], (inner, thread) =>
            {
                inner.Begin();
                inner.Array("locations", thread.Take(most), (deep, step) =>
                {
                    deep.Begin();
                    deep.Begin("location");
                    LocationFields(deep, PathOf(view, step.Event.Input), step.Event.Line, step.Event.Line, null, step.Text);
                    deep.End();
                    deep.Fixed("importance", step.Event.IsCause ? "essential" : "important");
                    deep.End();
                });
                inner.End();
            });
            sink.End();
        });
    }

    static string PathOf(DiagnosisView view, int input) => input >= 0 && input < view.Result.Inputs.Length ? view.Result.Inputs[input].Path : "input";

    // A place in a module file has no line: it is a logical location, dirpro.ko:.text+0x18.
    static void LocationFields(JsonSink json, string path, long line, long lastLine, string? snippet, string? message, string? inBinary = null)
    {
        json.Begin("physicalLocation");
        json.Begin("artifactLocation");
        json.Fixed("uri", Uri(path));
        json.End();
        if (inBinary is null)
        {
            json.Begin("region");
            json.Number("startLine", Math.Max(1, line));
            json.Number("endLine", Math.Max(Math.Max(1, line), lastLine));
            if (snippet is not null)
                Text(json, "snippet", snippet);
            json.End();
        }

        json.End();
        if (inBinary is not null)
        {
            json.Array("logicalLocations", [inBinary], static (sink, name) =>
            {
                sink.Begin();
                sink.Text("fullyQualifiedName", name);
                sink.End();
            });
        }

        if (message is not null)
            Text(json, "message", message);
    }
}
