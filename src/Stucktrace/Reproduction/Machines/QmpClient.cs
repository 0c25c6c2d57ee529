using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Stucktrace.Reproduction.Machines;

/// <summary>Talks to QEMU over its control socket (QMP, docs/interop/qmp-spec): one JSON object per line; events are passed over.</summary>
sealed class QmpClient : IDisposable
{
    const int MaxLineBytes = 1 << 20;
    static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    readonly Socket _socket;
    readonly byte[] _buffer = new byte[64 * 1024];
    readonly MemoryStream _line = new();
    int _from, _to;

    QmpClient(Socket socket) => _socket = socket;

    /// <summary>Connects as soon as the socket is there.</summary>
    /// <param name="path">Path of the socket.</param>
    /// <param name="time">How long to try.</param>
    /// <param name="goOn">Says whether it still makes sense to wait.</param>
    /// <returns>Null when QEMU does not answer.</returns>
    public static QmpClient? Connect(string path, TimeSpan time, Func<bool> goOn)
    {
        long start = Stopwatch.GetTimestamp();
        if (UnixSocket.Connect(path, time, goOn) is not { } socket)
            return null;
        QmpClient client = new(socket);
        // The greeting comes first; commands are taken once the capabilities are settled.
        TimeSpan left = time - Stopwatch.GetElapsedTime(start);
        if (client.ReadLine(left, goOn) is not null && client.Execute("qmp_capabilities", null, left, goOn).Succeeded)
            return client;
        client.Dispose();
        return null;
    }

    /// <summary>Has a command executed.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="arguments">Its arguments as JSON, or null.</param>
    /// <param name="time">How long to wait for the answer.</param>
    /// <param name="goOn">Says whether it still makes sense to wait.</param>
    public QmpReply Execute(string command, Action<Utf8JsonWriter>? arguments, TimeSpan time, Func<bool> goOn)
    {
        ArrayBufferWriter<byte> request = new();
        using (Utf8JsonWriter json = new(request))
        {
            json.WriteStartObject();
            json.WriteString("execute", command);
            if (arguments is not null)
            {
                json.WriteStartObject("arguments");
                arguments(json);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        request.Write("\n"u8);
        long start = Stopwatch.GetTimestamp();
        try
        {
            _socket.Send(request.WrittenSpan);
            while (ReadLine(time - Stopwatch.GetElapsedTime(start), goOn) is { } line)
            {
                if (QmpReply.Parse(line) is { } reply)
                    return reply;
            }
        }
        catch (SocketException)
        {
            // QEMU has ended.
        }

        return QmpReply.None;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _line.Dispose();
    }

    string? ReadLine(TimeSpan time, Func<bool> goOn)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            int end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            _line.Write(_buffer, _from, end < 0 ? _to - _from : end);
            _from = end < 0 ? _to : _from + end + 1;
            if (end >= 0)
            {
                string line = Encoding.UTF8.GetString(_line.GetBuffer(), 0, (int)_line.Length);
                _line.SetLength(0);
                return line;
            }

            if (_line.Length > MaxLineBytes)
                return null;
            while (!_socket.Poll(Slice, SelectMode.SelectRead))
            {
                if (Stopwatch.GetElapsedTime(start) > time || !goOn())
                    return null;
            }

            (_from, _to) = (0, _socket.Receive(_buffer));
            if (_to == 0)
                return null;
        }
    }
}
