using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Stucktrace.Reproduction.Machines;

/// <summary>
/// QEMU as a child that can't survive us. A shell starts it and a guard beside it, which reads from a pipe that only we hold open: when we end,
/// however that happens, the kernel closes the pipe and the guard kills QEMU and deletes the folder of the sockets. From then on it can't be ended itself.
/// </summary>
sealed class QemuProcess : IDisposable
{
    const string Shell = "/bin/sh";
    const int MaxErrorCharacters = 4_000;
    static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10), DrainTime = TimeSpan.FromSeconds(2);

    /// <summary>Gets the folder and QEMU's command line as its arguments, and the pipe as its standard input.</summary>
    internal const string Guarded =
        """
        folder=$1; shift
        exec 3<&0 </dev/null
        "$@" 3<&- &
        machine=$!
        (read -r _ <&3; trap '' TERM; kill -9 $machine; rm -rf -- "$folder") >/dev/null 2>&1 &
        guard=$!
        wait $machine
        status=$?
        kill $guard 2>/dev/null
        exit $status
        """;

    readonly Process _process;
    readonly StringBuilder _errors = new();
    readonly ManualResetEventSlim _errorsEnded = new();
    bool _disposed;

    QemuProcess(Process process) => _process = process;

    /// <summary>True once QEMU has ended.</summary>
    public bool HasEnded => _disposed || _process.HasExited;

    /// <summary>What QEMU wrote to its standard error so far, the first part of it.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString().Trim();
        }
    }

    /// <summary>Starts QEMU.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">The folder to delete when we are killed.</param>
    /// <returns>Null when there is no shell.</returns>
    public static QemuProcess? Start(string program, IEnumerable<string> arguments, string folder)
    {
        ProcessStartInfo start = new(Shell, ["-c", Guarded, "qemu", folder, program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            Process? process = Process.Start(start);
            if (process is null)
                return null;
            QemuProcess made = new(process);
            process.ErrorDataReceived += (_, line) => made.Keep(line.Data);
            process.OutputDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            return made;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Waits for QEMU to end by itself.</summary>
    public bool WaitForEnd(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>Waits until what an ended QEMU wrote last has arrived.</summary>
    public void Drain()
    {
        if (HasEnded)
            _errorsEnded.Wait(DrainTime);
    }

    /// <summary>Kills QEMU when it still runs: the guard does it once its pipe is closed.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The pipe is gone already.
        }

        if (!_process.WaitForExit(KillTime))
            _process.Kill(entireProcessTree: true);
        _disposed = true;
        _process.Dispose();
    }

    void Keep(string? line)
    {
        if (line is null)
        {
            _errorsEnded.Set();
            return;
        }

        lock (_errors)
        {
            if (_errors.Length < MaxErrorCharacters)
                _errors.Append(line.AsSpan(0, Math.Min(line.Length, MaxErrorCharacters))).Append('\n');
        }
    }
}
