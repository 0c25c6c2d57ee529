using System.Diagnostics;
using System.Globalization;

namespace Stucktrace.Tests.Web;

/// <summary><c>stucktrace serve</c> as a process of its own, which can be killed.</summary>
sealed class ServerProcess : IDisposable
{
    readonly Process _process;

    ServerProcess(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address };
        Client.DefaultRequestHeaders.Add("X-Stucktrace-Request", "test");
    }

    internal HttpClient Client { get; }

    internal int Port => Client.BaseAddress!.Port;

    /// <summary>Most memory that the process ever had, in bytes.</summary>
    internal long PeakBytes => long.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;

    internal static async Task<ServerProcess> StartAsync(string folder)
    {
        ProcessStartInfo start = new(RunningApplication.Program, ["serve", "--port", "0", "--data", folder, "--lang", "en"]) { RedirectStandardOutput = true, UseShellExecute = false };
        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(line);
        int at = line.IndexOf("http://", StringComparison.Ordinal);
        return new ServerProcess(process, new Uri(line[at..line.IndexOf(' ', at)]));
    }

    /// <summary>kill -9.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>kill -TERM, and what it says then.</summary>
    internal async Task<int> StopAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])!;
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        Client.Dispose();
        _process.Dispose();
    }
}
