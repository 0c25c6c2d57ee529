using System.Collections.Immutable;
using System.Text.Json;
using Stucktrace.Web.Storage;

namespace Stucktrace.Web.Archives;

/// <summary>The list of contents of a case's archive: its first file, <c>case.json</c>.</summary>
/// <param name="Files">Its files, in order of number from 1 on.</param>
/// <param name="Analyses">Number of the last file of each analysis.</param>
/// <param name="IsRedacted">True when the archive holds results without private data, and therefore none of the files.</param>
sealed record CaseManifest(ImmutableArray<CaseManifest.Listed> Files, ImmutableArray<int> Analyses, bool IsRedacted)
{
    internal const string Name = "case.json";
    const string Schema = "stucktrace-case/1";

    /// <summary>A file.</summary>
    internal sealed record Listed(string Name, long Bytes, string Sha256);

    /// <summary>The list of a case.</summary>
    /// <param name="entry">The case.</param>
    /// <param name="redacted">Whether its files are left out.</param>
    internal static byte[] Write(CaseEntry entry, bool redacted)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("engine", Web.Analyses.Engine.Version);
            json.WriteString("id", entry.Id);
            if (redacted)
                json.WriteBoolean("redacted", true);
            json.WriteStartArray("files");
            foreach (CaseFile file in entry.Files)
            {
                json.WriteStartObject();
                json.WriteString("name", file.Name);
                json.WriteString("kind", file.Kind.Kebab());
                json.WriteNumber("bytes", file.Bytes);
                json.WriteString("sha256", file.Sha256);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("analyses");
            foreach (CaseAnalysis analysis in entry.Analyses)
                json.WriteNumberValue(analysis.LastFile);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    /// <summary>Reads a list that may come from anywhere.</summary>
    /// <param name="bytes">UTF-8.</param>
    /// <param name="mostFiles">Most files.</param>
    /// <param name="mostAnalyses">Most analyses.</param>
    /// <returns>The list; null when it is none.</returns>
    internal static CaseManifest? Read(ReadOnlyMemory<byte> bytes, int mostFiles, int mostAnalyses)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 });
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !Is(root, "schema", Schema) || !root.TryGetProperty("files", out JsonElement listed) || !root.TryGetProperty("analyses", out JsonElement analyses)
                || listed.ValueKind != JsonValueKind.Array || analyses.ValueKind != JsonValueKind.Array
                || listed.GetArrayLength() is var count && (count < 1 || count > mostFiles) || analyses.GetArrayLength() is var asked && (asked < 1 || asked > mostAnalyses))
                return null;
            ImmutableArray<Listed?> files = [.. listed.EnumerateArray().Select(File)];
            ImmutableArray<int> last = [.. analyses.EnumerateArray().Select(a => a.ValueKind == JsonValueKind.Number && a.TryGetInt32(out int number) && number >= 1 && number <= files.Length ? number : 0)];
            return files.Contains(null) || last.Contains(0) ? null : new CaseManifest([.. files.OfType<Listed>()], last, root.TryGetProperty("redacted", out JsonElement redacted) && redacted.ValueKind == JsonValueKind.True);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static Listed? File(JsonElement file) =>
        file.ValueKind == JsonValueKind.Object && file.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String
        && file.TryGetProperty("bytes", out JsonElement bytes) && bytes.ValueKind == JsonValueKind.Number && bytes.TryGetInt64(out long size) && size >= 0
        && file.TryGetProperty("sha256", out JsonElement hash) && hash.ValueKind == JsonValueKind.String
            ? new Listed(name.GetString()!, size, hash.GetString()!) : null;

    static bool Is(JsonElement root, string name, string value) => root.TryGetProperty(name, out JsonElement found) && found.ValueKind == JsonValueKind.String && found.ValueEquals(value);
}
