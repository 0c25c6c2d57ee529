using System.Collections.Immutable;
using System.Text.Json;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Reporting.Json;

/// <summary>Reads the JSON that <c>diagnose</c> wrote, as far as a comparison needs it. The file may come from anywhere.</summary>
public static class ReportFile
{
    const string Schema = "stucktrace/1";
    const int MostInputs = 10_000;

    /// <summary>True when a file begins as a report of Stucktrace does.</summary>
    /// <param name="path">Path of any kind.</param>
    public static bool IsOne(string path)
    {
        try
        {
            if (!File.Exists(path))
                return false;
            using FileStream file = File.OpenRead(path);
            // A pipe can be read only once, and what reads logs knows a report as well.
            if (!file.CanSeek)
                return false;
            Span<byte> head = stackalloc byte[OwnReport.HeadBytes];
            return OwnReport.IsOne(head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Reads the signatures of a report.</summary>
    /// <param name="path">Path of the report.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="problem">Why nothing could be read, or null.</param>
    /// <returns>The signatures, that of the incident that matters most first; none with a <paramref name="problem"/>.</returns>
    public static ImmutableArray<FailureSignature> Read(string path, ComparisonLimits limits, out Message? problem)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > limits.MaxReportBytes)
            {
                problem = Message.Of("compare.report.large", file.Length, limits.MaxReportBytes);
                return [];
            }

            // The depth of the document is bounded by the parser.
            using JsonDocument document = JsonDocument.Parse(file);
            return Read(document.RootElement, out problem);
        }
        catch (JsonException e)
        {
            problem = Message.Of("compare.report.damaged", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = Message.Of("compare.report.unreadable", e.Message);
        }

        return [];
    }

    static ImmutableArray<FailureSignature> Read(JsonElement root, out Message? problem)
    {
        string schema = root.Text("schema") ?? string.Empty;
        if (schema != Schema)
        {
            bool newer = schema.StartsWith("stucktrace/", StringComparison.Ordinal);
            problem = Message.Of(newer ? "compare.report.newer" : "compare.report.schema", schema, Schema);
            return [];
        }

        ImmutableArray<string> inputs = root.List("inputs", MostInputs, i => i.Text("path") ?? "?") ?? [];
        ImmutableArray<FailureSignature> signatures = root.List("signatures", ComparisonLimits.MaxIncidents, e => SignatureReader.Read(e, inputs)) ?? [];
        problem = signatures.IsEmpty ? Message.Of("compare.report.no-signature") : null;
        return signatures;
    }
}
