using System.Diagnostics;
using System.Net.Sockets;

namespace Stucktrace.Reproduction.Machines;

/// <summary>Opens local sockets.</summary>
static class UnixSocket
{
    const int RetryMilliseconds = 50;

    /// <summary>Connects as soon as somebody listens.</summary>
    /// <returns>Null when nobody did in time.</returns>
    public static Socket? Connect(string path, TimeSpan time, Func<bool> goOn)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
                if (Stopwatch.GetElapsedTime(start) > time || !goOn())
                    return null;
                Thread.Sleep(RetryMilliseconds);
            }
        }
    }

    /// <summary>Listens for one peer.</summary>
    /// <exception cref="SocketException">The socket can't be made.</exception>
    public static Socket Listen(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen(1);
        return socket;
    }
}
