using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Stucktrace.Web.Security;

/// <summary>
/// The token that lets clients in when the application listens beyond the machine. A browser gives it once, in a form or in the address, and gets a
/// cookie that proves it; programs send it as a bearer. It is compared in constant time and written down nowhere.
/// </summary>
sealed class AccessToken
{
    const string Cookie = "stucktrace-access";
    const string Parameter = "token";
    static readonly TimeSpan WrongTokenCosts = TimeSpan.FromMilliseconds(500);
    readonly byte[]? _token;
    readonly string _proof;

    internal AccessToken(string? token)
    {
        _token = token is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));
        _proof = _token is null ? string.Empty : Convert.ToHexStringLower(HMACSHA256.HashData(_token, "stucktrace cookie"u8));
    }

    /// <summary>Whether a token is needed.</summary>
    internal bool IsNeeded => _token is not null;

    /// <summary>Whether this client has shown that it knows the token.</summary>
    internal bool Admits(HttpRequest request)
    {
        if (_token is null)
            return true;
        if (request.Cookies[Cookie] is { } proof && Same(proof, _proof))
            return true;
        string authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith("Bearer ", StringComparison.Ordinal) && IsToken(authorization["Bearer ".Length..]);
    }

    /// <summary>Takes a token that a browser gives: sets the cookie when it is right, and takes its time when it is not.</summary>
    internal async Task<bool> TryAdmitAsync(HttpContext context, string? token)
    {
        if (token is null || !IsToken(token))
        {
            await Task.Delay(WrongTokenCosts, context.RequestAborted).ConfigureAwait(false);
            return false;
        }

        context.Response.Cookies.Append(Cookie, _proof, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        return true;
    }

    /// <summary>The token in the address, as the link that is printed at start has it.</summary>
    internal static string? InAddress(HttpRequest request) => request.Query[Parameter] is { Count: 1 } given ? given[0] : null;

    bool IsToken(string given) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), _token);

    static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(a)), SHA256.HashData(Encoding.UTF8.GetBytes(b)));
}
