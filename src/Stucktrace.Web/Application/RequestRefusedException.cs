using Stucktrace.Formats;

namespace Stucktrace.Web.Application;

/// <summary>A request that is refused: ends its handling, and is told to the client in the form that it reads.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="reason">Why, and what to do.</param>
sealed class RequestRefusedException(int status, Message reason) : Exception(reason.Id)
{
    internal int Status => status;

    internal Message Reason => reason;

    internal static RequestRefusedException NotFound() => new(404, Formats.Message.Of("web.not-found"));
}
