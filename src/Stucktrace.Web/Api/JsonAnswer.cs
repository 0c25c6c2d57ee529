using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Stucktrace.Web.Api;

/// <summary>Sends JSON.</summary>
static class JsonAnswer
{
    // The default encoder: everything that could matter to a browser is escaped.
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    internal static async Task SendAsync(HttpContext context, int status, Action<Utf8JsonWriter> write, string type = "application/json")
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body, Options))
            write(json);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>A refusal: RFC 9457.</summary>
    internal static Task ProblemAsync(HttpContext context, int status, string reason) => SendAsync(
        context,
        status,
        json =>
        {
            json.WriteStartObject();
            json.WriteString("title", reason);
            json.WriteNumber("status", status);
            json.WriteEndObject();
        },
        "application/problem+json");
}
