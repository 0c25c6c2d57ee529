using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stucktrace.Formats;
using Stucktrace.Web.Analyses;
using Stucktrace.Web.Storage;

namespace Stucktrace.Web.Application;

/// <summary>Reads what a request looks for.</summary>
static class CaseQueries
{
    internal static CaseQuery Of(HttpRequest request, ServeLimits limits)
    {
        string text = One(request, "q").Trim(), field = One(request, "field"), same = One(request, "same");
        if (text.Length > limits.MaxSearchCharacters || same.Length > 4 * limits.MaxSearchCharacters)
            throw new RequestRefusedException(400, Message.Of("web.search-long", limits.MaxSearchCharacters));
        if (!int.TryParse(One(request, "offset"), NumberStyles.None, CultureInfo.InvariantCulture, out int offset))
            offset = 0;
        return new CaseQuery(text, SearchTerm.Fields.Contains(field) ? field : string.Empty, same, limits.PageSize, offset);
    }

    static string One(HttpRequest request, string name) => request.Query[name] is { Count: > 0 } values ? values[0] ?? string.Empty : string.Empty;
}
