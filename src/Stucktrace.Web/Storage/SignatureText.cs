using System.Text;
using System.Text.Json;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Web.Storage;

/// <summary>Signatures of failures as the store keeps them: the JSON of a report's <c>signatures</c>. Empty stands for a result that has none.</summary>
static class SignatureText
{
    internal static string Write(FailureSignature? signature)
    {
        if (signature is null)
            return string.Empty;
        using MemoryStream text = new();
        using (JsonSink json = new(text, Language.English))
            SignatureJson.Write(json, signature);
        return Encoding.UTF8.GetString(text.ToArray()).Trim();
    }

    internal static FailureSignature? Read(string text)
    {
        if (text.Length == 0)
            return null;
        using JsonDocument document = JsonDocument.Parse(text);
        return SignatureReader.Read(document.RootElement, []);
    }

    /// <summary>The signature of the incident that matters most in a report; null when it has none.</summary>
    internal static FailureSignature? OfReport(string path) => ReportFile.Read(path, ComparisonLimits.Default, out _).FirstOrDefault();
}
