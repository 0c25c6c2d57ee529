using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stucktrace.Formats;
using Stucktrace.Web.Application;

namespace Stucktrace.Web.Security;

/// <summary>
/// Shows that a form was sent from a page of ours: a secret in a cookie, and in the form a value made of it that another site can't know. The key lives
/// as long as the process.
/// </summary>
sealed class FormToken
{
    /// <summary>Name of the form's field.</summary>
    internal const string Field = "form-token";

    const string Cookie = "stucktrace-form";
    readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The value for the forms of a page that is about to be sent.</summary>
    internal string For(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: 32 } secret)
        {
            secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
            context.Response.Cookies.Append(Cookie, secret, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        }

        return Of(secret);
    }

    /// <summary>Refuses a form that no page of ours made.</summary>
    internal void Check(HttpContext context, string? given)
    {
        if (given is null || context.Request.Cookies[Cookie] is not { } secret || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Of(secret))))
            throw new RequestRefusedException(403, Message.Of("web.bad-form"));
    }

    string Of(string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(secret)));
}
