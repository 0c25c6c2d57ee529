using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Stucktrace.Formats;
using Stucktrace.Web.Application;

namespace Stucktrace.Web.Uploads;

/// <summary>Reads a form with files part by part as it comes in; nothing but the fields, which are short, is kept in memory.</summary>
static class UploadForm
{
    const int MostBoundary = 100, MostParts = 1_000, MostHeaders = 8, MostHeaderBytes = 8 * 1024;

    /// <summary>Reads the form.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="field">Receives each field: name and value.</param>
    /// <param name="file">Receives each file: its name and its bytes.</param>
    internal static async Task ReadAsync(HttpRequest request, ServeLimits limits, Action<string, string> field, Func<string?, Stream, Task> file)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= MostBoundary } boundary)
            throw new RequestRefusedException(415, Message.Of("web.upload-form"));
        MultipartReader reader = new(boundary.Value!, request.Body) { HeadersCountLimit = MostHeaders, HeadersLengthLimit = MostHeaderBytes };
        try
        {
            for (int parts = 0; await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted).ConfigureAwait(false) is { } section; parts++)
            {
                if (parts == MostParts || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? about))
                    throw new RequestRefusedException(400, Message.Of("web.upload-form"));
                string? name = HeaderUtilities.RemoveQuotes(about.FileNameStar.HasValue ? about.FileNameStar : about.FileName).Value;
                if (about.FileName.HasValue || about.FileNameStar.HasValue)
                    await file(name, section.Body).ConfigureAwait(false);
                else
                    field(HeaderUtilities.RemoveQuotes(about.Name).Value ?? string.Empty, await TextAsync(section.Body, limits).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
        {
            throw new RequestRefusedException(400, Message.Of("web.upload-form"));
        }
    }

    static async Task<string> TextAsync(Stream body, ServeLimits limits)
    {
        byte[] buffer = new byte[limits.MaxFormBytes + 1];
        int read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false).ConfigureAwait(false);
        return read <= limits.MaxFormBytes ? Encoding.UTF8.GetString(buffer, 0, read) : throw new RequestRefusedException(413, Message.Of("web.field-large", limits.MaxFormBytes));
    }
}
