using System.Net.Sockets;
using System.Text;

namespace Stucktrace.Reproduction.Machines;

/// <summary>The guest's second serial port (ttyS1), by which its init is told what to do.</summary>
static class CommandChannel
{
    // The port's FIFO is kept by QEMU until the guest reads; closing the connection at once could drop it.
    const int LingerMilliseconds = 1_000;

    /// <summary>Sends one line.</summary>
    /// <returns>False when nobody takes it.</returns>
    public static bool Send(string path, string command, TimeSpan time, Func<bool> goOn)
    {
        if (UnixSocket.Connect(path, time, goOn) is not { } socket)
            return false;
        using (socket)
        {
            try
            {
                socket.Send(Encoding.UTF8.GetBytes(command + "\n"));
                Thread.Sleep(LingerMilliseconds);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
