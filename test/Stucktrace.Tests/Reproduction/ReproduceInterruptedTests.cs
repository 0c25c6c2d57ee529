using System.Diagnostics;
using System.Globalization;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reproduction;

/// <summary>The program is told to end in the middle of a run: nothing is left behind, whatever QEMU does.</summary>
public sealed class ReproduceInterruptedTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly string _folder = Directory.CreateTempSubdirectory("stucktrace-interrupted-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // SIGTERM takes the way of Ctrl-C; SIGINT may be ignored by whoever started the tests.
    [Fact]
    public async Task AnInterruptionLeavesNothingRunning()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gcc") && File.Exists("/bin/kill"), "needs gcc and kill");
        string module = Checkout.Shared("lab", "ko", "dirpro_rcu.ko"), temporary = Directory.CreateDirectory(Path.Combine(_folder, "t")).FullName, pid = Path.Combine(_folder, "pid");
        string qemu = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName, "qemu-system-x86_64");
        File.WriteAllText(qemu, $"#!/bin/sh\necho $$ > '{pid}.new'\nmv '{pid}.new' '{pid}'\nexec sleep 300\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(qemu, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string kernel = Path.Combine(_folder, "vmlinuz");
        File.WriteAllBytes(kernel, MadeModule.Image("6.1.0-56-amd64"));

        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Stucktrace.Cli.dll"), "reproduce", module, "--kernel", kernel, "--run", "--accel", "tcg", "-o", Path.Combine(_folder, "out")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Path.GetDirectoryName(qemu) + ":/usr/bin:/bin";
        start.Environment["TMPDIR"] = temporary;
        start.Environment["LC_ALL"] = "C";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(Until(() => File.Exists(pid) || process.HasExited) && !process.HasExited, "no machine was started");
        int machine = int.Parse(File.ReadAllText(pid), CultureInfo.InvariantCulture);
        Assert.True(Directory.Exists($"/proc/{machine}"));

        using (Process kill = Process.Start("/bin/kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.WaitForExit(Patience), "it does not end");
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Interrupted; no machine is running any more", await output, StringComparison.Ordinal);
        Assert.True(Until(() => !Directory.Exists($"/proc/{machine}")), "the machine still runs: " + await errors);
        Assert.Empty(Directory.EnumerateDirectories(temporary, "stucktrace-vm-*"));
    }

    static bool Until(Func<bool> condition)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Patience)
                return false;
            Thread.Sleep(50);
        }

        return true;
    }
}
