namespace Stucktrace.Cli;

/// <summary>Recognises that the program at the other end of a pipe has gone (<c>stucktrace … | head</c>): the end of the work, not an error.</summary>
static class BrokenPipe
{
    // EPIPE, errno(3): .NET puts errno into the low word of HResult.
    const int Epipe = 32;

    internal static bool Is(IOException e) =>
        (e.HResult & 0xffff) == Epipe || (e.InnerException is System.Net.Sockets.SocketException { NativeErrorCode: Epipe });
}
