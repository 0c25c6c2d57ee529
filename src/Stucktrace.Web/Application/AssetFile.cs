using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Stucktrace.Web.Application;

/// <summary>Style sheets, scripts and the description of the API: files of <c>Assets/</c>, which travel inside this assembly.</summary>
static class AssetFile
{
    static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["app.css"] = "text/css; charset=utf-8",
        ["app.mjs"] = "text/javascript; charset=utf-8",
        ["icon.svg"] = "image/svg+xml",
        ["openapi.json"] = "application/json",
    };

    static readonly ConcurrentDictionary<string, (byte[] Bytes, string Tag)> Read = new(StringComparer.Ordinal);

    /// <summary>Sends a file, or 304 to who has it; 404 for a name that is not in the table.</summary>
    internal static async Task SendAsync(HttpContext context, string name)
    {
        if (!Types.TryGetValue(name, out string? type))
            throw RequestRefusedException.NotFound();
        (byte[] bytes, string tag) = Read.GetOrAdd(name, Load);
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = 304;
            return;
        }

        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    static (byte[] Bytes, string Tag) Load(string name)
    {
        using Stream stream = typeof(AssetFile).Assembly.GetManifestResourceStream($"app/{name}") ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return (bytes.ToArray(), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))[..32]}\"");
    }
}
