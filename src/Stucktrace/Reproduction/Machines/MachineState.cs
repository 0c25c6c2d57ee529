using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Machines;

/// <summary>
/// Saves a machine's state and goes on from it: QEMU's migration over a local socket, with a file at our end, since old versions can't write files
/// themselves and the sandbox lets none start a program for it.
/// </summary>
static class MachineState
{
    const long Unbounded = 1L << 40;
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Where the log of a saved state is kept.</summary>
    public static string LogOf(string state) => state + ".log";

    /// <summary>Stops the guest and writes its state and its log.</summary>
    /// <returns>Null when it is done, else why not; nothing is left then.</returns>
    public static Message? Save(QmpClient control, string path, MachineFiles files, MachineLimits limits, Func<bool> goOn)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using Socket listener = UnixSocket.Listen(files.StateSocket);
            Task<long> writer = Task.Run(() => Receive(listener, path));
            string? error = Migrate(control, files.StateSocket, limits, goOn);
            // Nobody will connect any more when QEMU refused; else the rest of what it sent is waited for.
            if (error is not null)
                listener.Close();
            long written = writer.Wait(limits.WriteTime) ? writer.Result : 0;
            if (error is null && written > 0)
            {
                File.Copy(files.Log, LogOf(path), overwrite: true);
                return null;
            }

            File.Delete(path);
            return Message.Of("vm.save-failed", path, error ?? string.Empty);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SocketException or AggregateException)
        {
            File.Delete(path);
            return Message.Of("vm.save-failed", path, failure.Message);
        }
    }

    /// <summary>Fills a machine that waits for its state (-incoming) and waits until it runs.</summary>
    /// <returns>Null when it is done, else why not.</returns>
    public static Message? Restore(QmpClient control, string path, MachineFiles files, MachineLimits limits, Func<bool> goOn)
    {
        try
        {
            using FileStream state = File.OpenRead(path);
            using Socket? socket = UnixSocket.Connect(files.StateSocket, limits.AnswerTime, goOn);
            if (socket is null)
                return Message.Of("vm.restore-failed", path, string.Empty);
            using (NetworkStream stream = new(socket))
                state.CopyTo(stream);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SocketException)
        {
            return Message.Of("vm.restore-failed", path, failure.Message);
        }

        long start = Stopwatch.GetTimestamp();
        while (goOn() && Stopwatch.GetElapsedTime(start) < limits.WriteTime)
        {
            QmpReply reply = control.Execute("query-status", null, limits.AnswerTime, goOn);
            string? status = Text(reply, "status");
            if (status is "running")
                return null;
            // It stood still when it was saved, and does so until it is told to go on.
            if (status is "paused")
                reply = control.Execute("cont", null, limits.AnswerTime, goOn);
            if (!reply.Succeeded)
                break;
            Thread.Sleep(Poll);
        }

        return Message.Of("vm.restore-failed", path, string.Empty);
    }

    static string? Migrate(QmpClient control, string socket, MachineLimits limits, Func<bool> goOn)
    {
        QmpReply reply = control.Execute("stop", null, limits.AnswerTime, goOn);
        if (reply.Succeeded)
            reply = control.Execute("migrate-set-parameters", json => json.WriteNumber("max-bandwidth", Unbounded), limits.AnswerTime, goOn);
        if (reply.Succeeded)
            reply = control.Execute("migrate", json => json.WriteString("uri", "unix:" + socket), limits.AnswerTime, goOn);
        long start = Stopwatch.GetTimestamp();
        while (reply.Succeeded && Stopwatch.GetElapsedTime(start) < limits.WriteTime)
        {
            Thread.Sleep(Poll);
            reply = control.Execute("query-migrate", null, limits.AnswerTime, goOn);
            switch (Text(reply, "status"))
            {
                case "completed":
                    return null;
                case "failed" or "cancelled":
                    return Text(reply, "error-desc") ?? "migration failed";
            }
        }

        return reply.Error ?? string.Empty;
    }

    static long Receive(Socket listener, string path)
    {
        try
        {
            using Socket peer = listener.Accept();
            using NetworkStream stream = new(peer);
            using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None);
            stream.CopyTo(file);
            return file.Length;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }

    static string? Text(QmpReply reply, string name) =>
        reply.Succeeded && reply.Value.ValueKind == JsonValueKind.Object && reply.Value.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;
}
