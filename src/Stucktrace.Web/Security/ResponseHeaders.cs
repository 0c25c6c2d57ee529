using Microsoft.AspNetCore.Http;

namespace Stucktrace.Web.Security;

/// <summary>What every answer tells the browser not to do.</summary>
static class ResponseHeaders
{
    /// <summary>Pages of the application: their style sheet and scripts are files of our own, nothing is inline.</summary>
    const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    internal static void Set(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = PagePolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";

        // Not "no-referrer": forms of a page that has it are sent with no origin, as those of a stranger are.
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>For a report, which has its style sheets and scripts inside: exactly those, by their hashes.</summary>
    internal static void SetForReport(HttpResponse response, string policy) => response.Headers.ContentSecurityPolicy = $"{policy}; frame-ancestors 'none'";
}
