using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stucktrace.Reporting.Json;
using Stucktrace.Web.Application;

namespace Stucktrace.Web.Api;

/// <summary>The proofs of a report alone, in a form that <c>stucktrace verify</c> reads.</summary>
static class CertificateFile
{
    internal static async Task SendAsync(HttpContext context, string report, string name)
    {
        FileStream file = File.OpenRead(report);
        await using (file.ConfigureAwait(false))
        {
            using JsonDocument document = await JsonDocument.ParseAsync(file, cancellationToken: context.RequestAborted).ConfigureAwait(false);
            if (!document.RootElement.TryGetProperty("termination", out JsonElement termination) || termination.ValueKind != JsonValueKind.Object
                || !termination.TryGetProperty("certificate", out JsonElement certificate) || certificate.ValueKind != JsonValueKind.Object)
                throw RequestRefusedException.NotFound();
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            await JsonAnswer.SendAsync(context, 200, json =>
            {
                json.WriteStartObject();
                json.WriteString("schema", CertificateJson.Schema);
                json.WritePropertyName("certificate");
                certificate.WriteTo(json);
                json.WriteEndObject();
            }).ConfigureAwait(false);
        }
    }
}
