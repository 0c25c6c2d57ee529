using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Stucktrace.Reproduction.Machines;

namespace Stucktrace.Tests.Reproduction;

/// <summary>
/// A shell script in place of QEMU: it writes what a guest would to the serial log, and does otherwise what a test wants. The control socket is served by
/// the test, as QEMU would.
/// </summary>
sealed class FakeQemu : IDisposable
{
    const string SoftLockup = "watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [trigger:95]";

    /// <summary>Kernel lines of a soft lockup.</summary>
    public const string StuckLog =
        $"""
        [   30.000001] {SoftLockup}
        [   30.000002] CPU: 1 PID: 95 Comm: trigger Tainted: G           O       6.1.0-56-amd64 #1
        [   30.000003] RIP: 0010:hook+0x10/0x40 [probe]
        [   30.000004] Call Trace:
        [   30.000005]  <TASK>
        [   30.000006]  do_syscall_64+0x5b/0xc0
        [   30.000007]  </TASK>
        """;

    readonly string _root = Directory.CreateTempSubdirectory("fake-qemu-").FullName;
    readonly CancellationTokenSource _stop = new();
    Task _server = Task.CompletedTask;

    /// <param name="script">What it does: shell, with $log (path of the serial log), $arguments (a file) and $pid (a file that holds its process id).</param>
    public FakeQemu(string script)
    {
        File.WriteAllText(Program, $$"""
            #!/bin/sh
            folder='{{_root}}'
            printf '%s\n' "$@" > "$folder/arguments.new"
            echo $$ > "$folder/pid"
            log=
            for argument; do
                case $argument in file,id=log,*) log=${argument##*path=};; esac
            done
            mv "$folder/arguments.new" "$folder/arguments"
            {{script}}
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (string name in (string[])["kernel", "initramfs"])
            File.WriteAllText(Path.Combine(_root, name), name);
    }

    public string Program => Path.Combine(_root, "qemu");

    public string Folder => Path.Combine(_root, "run");

    /// <summary>Commands that came in over the control socket.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Answers to commands: JSON of "return", or an error in words; {} where there is none.</summary>
    public Dictionary<string, Func<JsonElement, (string? Value, string? Error)>> Answers { get; } = [];

    /// <summary>Ends the run.</summary>
    public CancellationToken Cancel { get; set; } = TestContext.Current.CancellationToken;

    public string[] Arguments => File.ReadAllLines(Path.Combine(_root, "arguments"));

    public MachineSettings Settings => new()
    {
        Kernel = Path.Combine(_root, "kernel"),
        Initramfs = Path.Combine(_root, "initramfs"),
        CommandLine = "panic=0",
        Folder = Folder,
        Program = Program,
        Accelerator = MachineAccelerator.Tcg,
        Limit = TimeSpan.FromSeconds(30),
    };

    /// <summary>Waits for nothing long: a test does not want to.</summary>
    public static MachineWatch Watch { get; } = new() { Settle = TimeSpan.FromMilliseconds(300), Silence = TimeSpan.FromSeconds(25), Quiet = TimeSpan.FromMilliseconds(300) };

    public static MachineLimits Limits { get; } = new() { MinFreeBytes = 0, MinFreeWhileRunning = 0, AnswerTime = TimeSpan.FromSeconds(10), QuitTime = TimeSpan.FromMilliseconds(300) };

    /// <summary>True while the script or what it became runs.</summary>
    public bool Runs
    {
        get
        {
            try
            {
                using Process process = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(_root, "pid")), System.Globalization.CultureInfo.InvariantCulture));
                return !process.HasExited;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    /// <summary>The folder with the sockets, by the command line.</summary>
    public string Sockets => Path.GetDirectoryName(SocketPath("id=control,"))!;

    public MachineRun Run(MachineSettings? settings = null, MachineWatch? watch = null, MachineLimits? limits = null, bool serve = true)
    {
        if (serve)
            _server = Task.Run(Serve);
        return VirtualMachine.Run(settings ?? Settings, watch ?? Watch, null, Cancel, limits ?? Limits);
    }

    public string SocketPath(string mark)
    {
        string argument = Arguments.First(a => a.Contains(mark, StringComparison.Ordinal));
        return argument[(argument.IndexOf("path=", StringComparison.Ordinal) + 5)..];
    }

    public void Dispose()
    {
        _stop.Cancel();
        _server.Wait(TimeSpan.FromSeconds(5));
        _stop.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    void Serve()
    {
        while (!File.Exists(Path.Combine(_root, "arguments")) && !_stop.IsCancellationRequested)
            Thread.Sleep(10);
        if (_stop.IsCancellationRequested)
            return;
        using Socket listener = UnixSocket.Listen(SocketPath("id=control,"));
        while (!listener.Poll(TimeSpan.FromMilliseconds(20), SelectMode.SelectRead))
        {
            if (_stop.IsCancellationRequested)
                return;
        }

        using Socket peer = listener.Accept();
        using NetworkStream stream = new(peer);
        using StreamReader reader = new(stream);
        using StreamWriter writer = new(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" };
        try
        {
            writer.WriteLine("""{"QMP": {"version": {}, "capabilities": []}}""");
            while (reader.ReadLine() is { } line)
                Answer(line, writer);
        }
        catch (IOException)
        {
            // The client has gone.
        }
    }

    void Answer(string line, StreamWriter writer)
    {
        using JsonDocument request = JsonDocument.Parse(line);
        string command = request.RootElement.GetProperty("execute").GetString()!;
        Commands.Add(command);
        (string? value, string? error) = ("{}", (string?)null);
        if (Answers.TryGetValue(command, out Func<JsonElement, (string?, string?)>? answer))
            (value, error) = answer(request.RootElement.TryGetProperty("arguments", out JsonElement arguments) ? arguments.Clone() : default);
        writer.WriteLine("""{"timestamp": {}, "event": "STOP"}""");
        writer.WriteLine(error is null ? $"{{\"return\": {value}}}" : $"{{\"error\": {{\"class\": \"GenericError\", \"desc\": \"{error}\"}}}}");
    }
}
