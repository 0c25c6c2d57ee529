using System.Net;
using Microsoft.AspNetCore.Http;
using Stucktrace.Formats;
using Stucktrace.Web.Application;

namespace Stucktrace.Web.Security;

/// <summary>
/// Who may ask at all. A page of another site in the same browser can send requests here, and by rebinding a name of its own to this address even read
/// the answers; so the Host must be a name of ours, and what changes something must come from a page of ours.
/// </summary>
/// <param name="address">Address that is listened on.</param>
sealed class ClientGuard(IPAddress address)
{
    /// <summary>Header that the API's writing requests must have: other sites can't send it without being allowed to.</summary>
    internal const string WriteHeader = "X-Stucktrace-Request";

    /// <summary>Refuses requests that are not meant for this application, or come from another site.</summary>
    internal void Check(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!IsOurName(request.Host, context.Connection.LocalPort))
            throw new RequestRefusedException(421, Message.Of("web.bad-host"));
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return;
        string? origin = request.Headers.Origin;
        if (!string.IsNullOrEmpty(origin) && !origin.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase))
            throw new RequestRefusedException(403, Message.Of("web.bad-origin"));
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            throw new RequestRefusedException(403, Message.Of("web.bad-origin"));
    }

    // Rebinding needs a name: an address is what it says. The machine's own name is ours when more than the machine itself may ask.
    bool IsOurName(HostString host, int port)
    {
        if (!host.HasValue || (host.Port ?? 80) != port)
            return false;
        string name = host.Host.Trim('[', ']');
        if (IPAddress.TryParse(name, out IPAddress? asked))
            return !IPAddress.IsLoopback(address) || IPAddress.IsLoopback(asked);
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (!IPAddress.IsLoopback(address) && name.Split('.')[0].Equals(Environment.MachineName.Split('.')[0], StringComparison.OrdinalIgnoreCase));
    }
}
