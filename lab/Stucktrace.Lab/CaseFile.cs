using System.Text.Json;
using Stucktrace.Attribution;
using Stucktrace.Incidents;

namespace Stucktrace.Lab;

/// <summary>Reads <c>cases.json</c>.</summary>
static class CaseFile
{
    /// <summary>Reads the cases.</summary>
    /// <exception cref="JsonException">The file is not what it must be.</exception>
    /// <exception cref="KeyNotFoundException">A field is missing.</exception>
    /// <exception cref="FormatException">A name is unknown.</exception>
    public static IReadOnlyList<LabCase> Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.EnumerateArray().Select(Case)];
    }

    static LabCase Case(JsonElement element)
    {
        bool wrong = element.TryGetProperty("culprit", out JsonElement culprit);
        return new LabCase(
            Text(element, "name"),
            Texts(element, "modules"),
            Text(element, "trigger"),
            [.. Texts(element, "shows").Select(Member<ReportKind>)],
            wrong ? Text(culprit, "module") : null,
            wrong ? Texts(culprit, "functions") : [],
            wrong && culprit.TryGetProperty("callers", out _) ? Texts(culprit, "callers") : [],
            element.TryGetProperty("kernels", out _) ? Texts(element, "kernels") : [],
            element.TryGetProperty("fast", out JsonElement fast) && fast.GetBoolean(),
            wrong ? Expected(element) : new Dictionary<InputSet, Expectation>());
    }

    static Dictionary<InputSet, Expectation> Expected(JsonElement element) => new()
    {
        [InputSet.Log] = Expectation(element.GetProperty("log")),
        [InputSet.LogAndModule] = Expectation(element.GetProperty("logAndModule")),
        [InputSet.Dump] = Expectation(element.GetProperty("dump")),
    };

    static Expectation Expectation(JsonElement element) => new(
        [.. Texts(element, "classes").Select(Member<FailureClass>)], Member<Confidence>(Text(element, "least")), Member<Confidence>(Text(element, "most")));

    static T Member<T>(string name)
        where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(v => v!.Value.Kebab() == name) ?? throw new FormatException($"cases.json: '{name}' is no {typeof(T).Name}");

    static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"cases.json: '{name}' is null");

    static string[] Texts(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetString() ?? "")];
}
