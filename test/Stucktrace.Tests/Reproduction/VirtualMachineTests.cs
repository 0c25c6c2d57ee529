using System.Diagnostics;
using System.Net.Sockets;
using Stucktrace.Incidents;
using Stucktrace.Reproduction.Machines;

namespace Stucktrace.Tests.Reproduction;

public class VirtualMachineTests
{
    const string Ready = """printf '[    1.0] Linux version 6.1\nstucktrace-guest: ready\n' >> "$log"; """;
    const string Stay = "exec sleep 1000";

    static string Stuck => $"cat >> \"$log\" <<'END'\nstucktrace-guest: trigger starts\n{FakeQemu.StuckLog}\nEND\n";

    static string[] Ids(MachineRun run) => [.. run.Notes.Select(n => n.Id)];

    [Fact]
    public void WithoutQemuItSaysWhatToInstall()
    {
        using FakeQemu qemu = new("exit 0");
        MachineRun run = qemu.Run(qemu.Settings with { Program = "/nowhere/qemu" }, serve: false);
        Assert.Equal(MachineEnd.Failed, run.End);
        Assert.Equal(["vm.no-such-qemu"], Ids(run));
    }

    [Fact]
    public void WithoutAKernelNothingIsStarted()
    {
        using FakeQemu qemu = new("exit 0");
        Assert.Equal(["vm.no-file"], Ids(qemu.Run(qemu.Settings with { Kernel = "/nowhere/vmlinuz" }, serve: false)));
    }

    [Fact]
    public void WhatQemuSaysWhenItFailsIsShown()
    {
        using FakeQemu qemu = new("echo 'qemu: -m 320M: no such memory' >&2; exit 1");
        MachineRun run = qemu.Run(serve: false);
        Assert.Equal(MachineEnd.Failed, run.End);
        Assert.Equal("vm.qemu-said", run.Notes.Single().Id);
        Assert.Equal("qemu: -m 320M: no such memory", run.Notes.Single().Arguments[0]);
    }

    [Fact]
    public void AQemuWithoutSandboxIsStartedWithoutIt()
    {
        using FakeQemu qemu = new("case $1 in -sandbox) echo 'qemu: -sandbox: support is not enabled' >&2; exit 1;; esac; echo plain >&2; exit 1");
        MachineRun run = qemu.Run(serve: false);
        Assert.Equal("plain", run.Notes.Single().Arguments[0]);
        Assert.DoesNotContain("-sandbox", qemu.Arguments);
    }

    [Fact]
    public void AQemuThatDoesNotAnswerIsGivenUpAndKilled()
    {
        using FakeQemu qemu = new(Stay);
        MachineRun run = qemu.Run(limits: FakeQemu.Limits with { AnswerTime = TimeSpan.FromMilliseconds(300) }, serve: false);
        Assert.Equal(["vm.qemu-silent"], Ids(run));
        Assert.False(qemu.Runs);
    }

    [Fact]
    public void AReportEndsTheRunWithADump()
    {
        using FakeQemu qemu = new(Ready + Stuck + Stay);
        qemu.Answers["query-dump-guest-memory-capability"] = _ => ("""{"formats": ["elf", "kdump-zlib"]}""", null);
        qemu.Answers["dump-guest-memory"] = arguments =>
        {
            Assert.Equal("kdump-zlib", arguments.GetProperty("format").GetString());
            File.WriteAllText(arguments.GetProperty("protocol").GetString()!["file:".Length..], "memory");
            return ("{}", null);
        };
        MachineRun run = qemu.Run();
        Assert.Equal(MachineEnd.Reported, run.End);
        Assert.Equal(MachinePhase.Triggered, run.Phase);
        Assert.Contains(ReportKind.SoftLockup, run.Kinds);
        Assert.Equal("memory", File.ReadAllText(run.DumpPath!));
        Assert.Contains(FakeQemu.StuckLog, File.ReadAllText(run.LogPath), StringComparison.Ordinal);
        // It was asked to quit, did not, and is gone; so are its sockets.
        Assert.Contains("quit", qemu.Commands);
        Assert.False(qemu.Runs);
        Assert.False(Directory.Exists(qemu.Sockets));
    }

    [Fact]
    public void TheGuestHasNoNetworkAndNothingOfTheHost()
    {
        using FakeQemu qemu = new("exit 0");
        _ = qemu.Run(serve: false);
        string[] arguments = qemu.Arguments;
        Assert.Equal("none", arguments[Array.IndexOf(arguments, "-nic") + 1]);
        Assert.Contains("-nodefaults", arguments);
        Assert.Contains("-no-reboot", arguments);
        Assert.DoesNotContain(arguments, a => a is "-virtfs" or "-fsdev" or "-drive" or "-hda" or "-netdev" or "-blockdev");
        Assert.Equal("console=ttyS0 panic=0", arguments[Array.IndexOf(arguments, "-append") + 1]);
        Assert.Contains("spawn=deny", arguments[Array.IndexOf(arguments, "-sandbox") + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void ADumpThatQemuCanNotWriteIsSaidAndNotLeftBehind()
    {
        using FakeQemu qemu = new(Ready + Stuck + Stay);
        qemu.Answers["dump-guest-memory"] = arguments =>
        {
            File.WriteAllText(arguments.GetProperty("protocol").GetString()!["file:".Length..], "half");
            return (null, "dump: failed to save memory: No space left on device");
        };
        MachineRun run = qemu.Run();
        Assert.Equal(MachineEnd.Reported, run.End);
        Assert.Null(run.DumpPath);
        Assert.Equal(["vm.dump-failed"], Ids(run));
        Assert.False(File.Exists(Path.Combine(qemu.Folder, "dump")));
    }

    [Fact]
    public void WithoutRoomForADumpNoneIsTried()
    {
        using FakeQemu qemu = new(Ready + Stuck + Stay);
        MachineRun run = qemu.Run(qemu.Settings with { MemoryMebibytes = int.MaxValue });
        Assert.Equal(MachineEnd.Reported, run.End);
        Assert.Equal(["vm.dump-no-space"], Ids(run));
        Assert.DoesNotContain("dump-guest-memory", qemu.Commands);
    }

    [Fact]
    public void ATriggerThatComesBackEndsTheRunWithoutADump()
    {
        using FakeQemu qemu = new(Ready + """printf 'stucktrace-guest: trigger starts\nstucktrace-guest: trigger came back\n' >> "$log"; """ + Stay);
        MachineRun run = qemu.Run();
        Assert.Equal(MachineEnd.Finished, run.End);
        Assert.Null(run.DumpPath);
        Assert.Empty(run.Kinds);
        Assert.DoesNotContain("dump-guest-memory", qemu.Commands);
    }

    [Fact]
    public void AHeartbeatThatStopsEndsTheRun()
    {
        using FakeQemu qemu = new(Ready + """printf 'stucktrace-guest: trigger starts\nstucktrace-guest: alive 1\n' >> "$log"; """ + Stay);
        MachineRun run = qemu.Run(qemu.Settings with { Dump = false }, FakeQemu.Watch with { Silence = TimeSpan.FromMilliseconds(500) });
        Assert.Equal(MachineEnd.Silent, run.End);
    }

    [Fact]
    public void AGuestThatGoesOnReachesTheLimit()
    {
        using FakeQemu qemu = new(Ready + Stay);
        MachineRun run = qemu.Run(qemu.Settings with { Dump = false, Limit = TimeSpan.FromSeconds(1) });
        Assert.Equal(MachineEnd.Limit, run.End);
    }

    [Fact]
    public void AGuestThatDoesNotGetReadyFails()
    {
        using FakeQemu qemu = new("""echo '[    0.1] Linux version 6.1' >> "$log"; """ + Stay);
        MachineRun run = qemu.Run(qemu.Settings with { Limit = TimeSpan.FromSeconds(1) });
        Assert.Equal((MachineEnd.Failed, MachinePhase.Booting), (run.End, run.Phase));
        Assert.Equal(["vm.not-ready"], Ids(run));
    }

    [Fact]
    public void AGuestWithoutASerialConsoleIsNotWaitedFor()
    {
        using FakeQemu qemu = new(Stay);
        MachineRun run = qemu.Run(limits: MachineLimits.Default with { FirstLine = TimeSpan.FromSeconds(1) });
        Assert.Equal((MachineEnd.Failed, MachinePhase.Starting), (run.End, run.Phase));
        Assert.Equal(["vm.no-console"], Ids(run));
    }

    [Fact]
    public void APanicAtBootIsNoReproduction()
    {
        using FakeQemu qemu = new("""echo '[    1.2] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)' >> "$log"; """ + Stay);
        MachineRun run = qemu.Run();
        Assert.Equal(MachineEnd.Failed, run.End);
        Assert.Equal(["vm.panic-at-boot"], Ids(run));
    }

    [Fact]
    public void AStallWhileBootingIsNoAnswerToTheTrigger()
    {
        using FakeQemu qemu = new($"cat >> \"$log\" <<'END'\n{FakeQemu.StuckLog}\nEND\nsleep 2\n" + Ready + """echo 'stucktrace-guest: trigger came back' >> "$log"; """ + Stay);
        MachineRun run = qemu.Run(watch: FakeQemu.Watch with { Quiet = TimeSpan.FromSeconds(3) });
        Assert.Equal(MachineEnd.Finished, run.End);
        Assert.Empty(run.Kinds);
    }

    [Fact]
    public void AMachineThatEndsByItselfIsNoSuccess()
    {
        using FakeQemu qemu = new(Ready + "sleep 1; exit 0");
        MachineRun run = qemu.Run();
        Assert.Equal(MachineEnd.Failed, run.End);
        Assert.Equal(["vm.qemu-ended"], Ids(run));
    }

    [Fact]
    public void AGuestThatFillsTheDiskIsStopped()
    {
        using FakeQemu qemu = new(Ready + "exec yes 'stucktrace-guest: alive' >> \"$log\"");
        MachineRun run = qemu.Run(limits: FakeQemu.Limits with { MaxLogBytes = 1 << 20 });
        Assert.Equal(MachineEnd.Failed, run.End);
        Assert.Equal(["vm.log-too-long"], Ids(run));
        Assert.False(qemu.Runs);
    }

    [Theory]
    [InlineData(long.MaxValue, 0, "vm.no-space")]
    [InlineData(0, long.MaxValue, "vm.disk-full")]
    public void AFullDiskIsSaid(long free, long freeWhileRunning, string id)
    {
        using FakeQemu qemu = new(Ready + Stay);
        MachineRun run = qemu.Run(limits: FakeQemu.Limits with { MinFreeBytes = free, MinFreeWhileRunning = freeWhileRunning }, serve: free == 0);
        Assert.Equal(MachineEnd.Failed, run.End);
        Assert.Equal([id], Ids(run));
    }

    [Fact]
    public void AFolderThatCanNotBeMadeIsSaid()
    {
        using FakeQemu qemu = new("exit 0");
        MachineRun run = qemu.Run(qemu.Settings with { Folder = Path.Combine(qemu.Program, "below-a-file") }, serve: false);
        Assert.Equal(["vm.folder"], Ids(run));
    }

    [Fact]
    public void InterruptedNothingIsLeftRunning()
    {
        using FakeQemu qemu = new(Ready + Stay);
        using CancellationTokenSource cancel = new();
        using Timer timer = new(_ => cancel.Cancel(), null, 1_000, Timeout.Infinite);
        qemu.Cancel = cancel.Token;
        MachineRun run = qemu.Run();
        Assert.Equal(MachineEnd.Interrupted, run.End);
        Assert.False(qemu.Runs);
        Assert.False(Directory.Exists(qemu.Sockets));
    }

    /// <summary>The guard reads from a pipe whose other end is held by a process that is killed with no chance to clean up.</summary>
    [Fact]
    public void QemuDoesNotSurviveAParentThatIsKilled()
    {
        using FakeQemu qemu = new(Stay);
        string sockets = Directory.CreateTempSubdirectory("guarded-").FullName;
        string pid = Path.Combine(qemu.Settings.Kernel + ".pid");
        using Process pipe = Process.Start(new ProcessStartInfo(
            "/bin/sh",
            ["-c", """sh -c 'echo $$ > "$0.new"; mv "$0.new" "$0"; exec sleep 1000' "$0" | sh -c "$1" qemu "$2" "$3" """, pid, QemuProcess.Guarded, sockets, qemu.Program]))!;
        Wait(() => File.Exists(pid) && File.Exists(Path.Combine(Path.GetDirectoryName(qemu.Program)!, "arguments")));
        Assert.True(qemu.Runs);
        using (Process parent = Process.GetProcessById(int.Parse(File.ReadAllText(pid), System.Globalization.CultureInfo.InvariantCulture)))
            parent.Kill();
        Wait(() => !qemu.Runs && !Directory.Exists(sockets));
        Assert.True(pipe.WaitForExit(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void AStateIsSavedWithItsLog()
    {
        using FakeQemu qemu = new(Ready + Stay);
        string state = Path.Combine(qemu.Folder, "saved", "state");
        qemu.Answers["migrate"] = arguments =>
        {
            using Socket socket = UnixSocket.Connect(arguments.GetProperty("uri").GetString()!["unix:".Length..], TimeSpan.FromSeconds(5), () => true)!;
            socket.Send("registers and memory"u8);
            return ("{}", null);
        };
        qemu.Answers["query-migrate"] = _ => ("""{"status": "completed"}""", null);
        MachineRun run = qemu.Run(qemu.Settings with { SaveTo = state });
        Assert.Equal(MachineEnd.Saved, run.End);
        Assert.Equal("registers and memory", File.ReadAllText(state));
        Assert.Contains(GuestLine.Ready, File.ReadAllText(state + ".log"), StringComparison.Ordinal);
    }

    [Fact]
    public void AStateThatQemuRefusesToSaveIsSaid()
    {
        using FakeQemu qemu = new(Ready + Stay);
        string state = Path.Combine(qemu.Folder, "state");
        qemu.Answers["migrate"] = _ => (null, "State blocked");
        MachineRun run = qemu.Run(qemu.Settings with { SaveTo = state });
        Assert.Equal(MachineEnd.Failed, run.End);
        Assert.Equal(["vm.save-failed"], Ids(run));
        Assert.False(File.Exists(state));
    }

    [Fact]
    public void ARestoredMachineGoesOnWithItsLogAndGetsItsCommand()
    {
        using FakeQemu qemu = new(Stuck + Stay);
        string state = Path.Combine(Path.GetDirectoryName(qemu.Program)!, "state");
        File.WriteAllText(state, "saved");
        File.WriteAllText(state + ".log", "[    1.0] Linux version 6.1\nstucktrace-guest: ready\n");
        string arrived = "";
        string command = "";
        bool goesOn = false;
        qemu.Answers["qmp_capabilities"] = _ =>
        {
            // QEMU listens for the state and for the second serial port before it answers anything.
            Socket states = UnixSocket.Listen(Path.Combine(qemu.Sockets, "state")), commands = UnixSocket.Listen(qemu.SocketPath("id=command,"));
            new Thread(() => arrived = ReadAll(states)).Start();
            new Thread(() => command = ReadAll(commands)).Start();
            return ("{}", null);
        };
        qemu.Answers["query-status"] = _ => ($$"""{"status": "{{(goesOn ? "running" : "paused")}}"}""", null);
        qemu.Answers["cont"] = _ =>
        {
            goesOn = true;
            return ("{}", null);
        };
        MachineRun run = qemu.Run(qemu.Settings with { RestoreFrom = state, Command = "case 7", Dump = false });
        Assert.Equal(MachineEnd.Reported, run.End);
        Assert.StartsWith("[    1.0] Linux version", File.ReadAllText(run.LogPath), StringComparison.Ordinal);
        Assert.Equal("saved", arrived);
        Wait(() => command == "case 7\n");
        Assert.Contains("-incoming", qemu.Arguments);
    }

    static string ReadAll(Socket listener)
    {
        using Socket own = listener;
        using Socket peer = own.Accept();
        using NetworkStream stream = new(peer);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    static void Wait(Func<bool> done)
    {
        long start = Stopwatch.GetTimestamp();
        while (!done())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "waited in vain");
            Thread.Sleep(20);
        }
    }
}
