using System.Text.Json;
using Stucktrace.Cli.Commands;
using Stucktrace.Tests.Cli;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reproduction;

/// <summary>The command as scripts use it: its exit status, its JSON, what it says when something is missing.</summary>
public sealed class ReproduceCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("stucktrace-reproduce-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Lines are broken where the terminal ends.
    static string Flat(CommandRun run) => string.Join(' ', run.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    static string Module => Checkout.Sample("dirpro", "dirpro.ko");

    static string Log => Checkout.Sample("dirpro", "messages.log");

    string Out(string name = "out") => Path.Combine(_folder, name);

    string Written(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    // 0 is for the same failure alone, or what the code predicts where there is no log; what is only alike is 1, as compare has it.
    [Theory]
    [InlineData(ReproductionOutcome.Written, 0)]
    [InlineData(ReproductionOutcome.Reproduced, 0)]
    [InlineData(ReproductionOutcome.AsPredicted, 0)]
    [InlineData(ReproductionOutcome.SameKind, 1)]
    [InlineData(ReproductionOutcome.Different, 1)]
    [InlineData(ReproductionOutcome.DidNotHappen, 1)]
    [InlineData(ReproductionOutcome.HappenedInControl, 1)]
    [InlineData(ReproductionOutcome.NothingToProvoke, 1)]
    [InlineData(ReproductionOutcome.Failed, 3)]
    [InlineData(ReproductionOutcome.NotWritten, 73)]
    [InlineData(ReproductionOutcome.Interrupted, 130)]
    public void EveryOutcomeHasItsStatus(ReproductionOutcome outcome, int status) => Assert.Equal(status, ReproduceCommand.StatusOf(outcome));

    [Fact]
    public void JsonTellsPlanTriggerAndFolder()
    {
        CommandRun run = CommandRun.Of("reproduce", Module, Log, "-o", Out(), "--format", "json", "-q");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(("stucktrace-reproduce/1", "written"), (json.GetProperty("schema").GetString(), json.GetProperty("outcome").GetString()));
        JsonElement plan = json.GetProperty("plan"), call = plan.GetProperty("calls")[0];
        Assert.Equal(("dirpro", "get_process_name", "endless-list-walk"), (plan.GetProperty("module").GetString(), plan.GetProperty("function").GetString(), plan.GetProperty("class").GetString()));
        Assert.Equal("thread/nobody/alive", plan.GetProperty("scenario").GetString());
        Assert.Equal(["thread", "leader"], plan.GetProperty("modes").EnumerateArray().Select(m => m.GetProperty("name").GetString()!));
        Assert.Equal(("system-call", "kill", 62), (call.GetProperty("kind").GetString(), call.GetProperty("name").GetString(), call.GetProperty("systemCall").GetInt32()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("run").ValueKind);
        Assert.Equal(run.Output, CommandRun.Of("reproduce", Module, Log, "-o", Out(), "--format", "json", "-q").Output);
        Assert.True(File.Exists(Path.Combine(Out(), "trigger.c")));
    }

    [Fact]
    public void AReportIsACaseWithItsModuleBesideIt()
    {
        string report = Written("report.json", CommandRun.Of("diagnose", "--format", "json", Log, Module).Output);
        CommandRun run = CommandRun.Of("reproduce", report, Module, "-o", Out(), "-q", "--format", "json");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal("get_process_name", JsonDocument.Parse(run.Output).RootElement.GetProperty("plan").GetProperty("function").GetString());

        CommandRun alone = CommandRun.Of("reproduce", report, "-o", Out("alone"), "-q");
        Assert.Equal(3, alone.ExitCode);
        Assert.Contains("is a report: it does not hold the module. Give the file of dirpro beside it", Flat(alone), StringComparison.Ordinal);
        CommandRun both = CommandRun.Of("reproduce", report, Log, Module, "-o", Out("both"), "-q");
        Assert.Equal(3, both.ExitCode);
        Assert.Contains("are two cases", Flat(both), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out("alone")) || Directory.Exists(Out("both")));
    }

    [Fact]
    public void AReportOfAnotherBuildIsRefused()
    {
        string text = CommandRun.Of("diagnose", "--format", "json", Cases("logs", "K1_kdump_hung_task_panic.txt"), Cases("ko", "dirpro_rcu.ko")).Output;
        string report = Written("report.json", text);
        Assert.Equal(0, CommandRun.Of("reproduce", report, Cases("ko", "dirpro_rcu.ko"), "-o", Out(), "-q").ExitCode);
        string other = Written("other.json", text.Replace("\"buildId\":\"", "\"buildId\":\"0000", StringComparison.Ordinal));
        CommandRun run = CommandRun.Of("reproduce", other, Cases("ko", "dirpro_rcu.ko"), "-o", Out("other"), "-q");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("another build of the module", Flat(run), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfAnotherBuildIsUsedWithTheDoubtStated()
    {
        CommandRun run = CommandRun.Of("reproduce", Cases("logs", "A2_plain_nokaslr.txt"), Cases("ko", "clang", "dirpro.ko"), "-o", Out(), "-q");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("is another build of the module than the one that failed", Flat(run), StringComparison.Ordinal);
        Assert.DoesNotContain("build of the module", Flat(CommandRun.Of("reproduce", Cases("logs", "A2_plain_nokaslr.txt"), Cases("ko", "dirpro.ko"), "-o", Out(), "-q")), StringComparison.Ordinal);
    }

    static string Cases(params ReadOnlySpan<string> parts) => Checkout.Shared(["lab", .. parts]);

    [Theory]
    [InlineData("/nowhere/x.ko")]
    [InlineData("/nowhere/report.json")]
    public void WhatIsNotThereIsNamed(string path)
    {
        CommandRun run = CommandRun.Of("reproduce", path, "-o", Out(), "-q");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(path, run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out()));
    }

    // Said before a package is unpacked: the folder is not even made.
    [Fact]
    public void WithoutQemuNothingIsBegun()
    {
        CommandRun run = With(("sh", "#!/bin/sh\n")).Of("reproduce", Module, "--kernel", Written("some.deb", "!<arch>\n"), "-o", Out(), "--run", "-q");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("QEMU is not installed", Flat(run), StringComparison.Ordinal);
        Assert.Contains("apt-get install qemu-system-x86", Flat(run), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out()));
    }

    [Fact]
    public void WithoutACompilerNothingIsBegun()
    {
        CommandRun run = With(("qemu-system-x86_64", "#!/bin/sh\nexit 1\n")).Of("reproduce", Module, "--kernel", Written("some.deb", "!<arch>\n"), "-o", Out(), "--run", "-q");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("no C compiler", Flat(run), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out()));
    }

    [Fact]
    public void AFolderThatCanNotBeMadeIsStatus73()
    {
        CommandRun run = CommandRun.Of("reproduce", Module, "-o", Path.Combine(Written("file", "x"), "out"), "-q");
        Assert.Equal(73, run.ExitCode);
        Assert.Contains("can't be written", Flat(run), StringComparison.Ordinal);
    }

    // /dev/full takes nothing: as a disk does that is full.
    [Fact]
    public void AFullDiskIsStatus73AndSaysWhatToDo()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        Directory.CreateDirectory(Out());
        File.CreateSymbolicLink(Path.Combine(Out(), "trigger.c"), "/dev/full");
        CommandRun run = CommandRun.Of("reproduce", Module, "-o", Out(), "-q");
        Assert.Equal(73, run.ExitCode);
        Assert.Contains("No space left on device", Flat(run), StringComparison.Ordinal);
        Assert.Contains("Name another folder with -o, or make room", Flat(run), StringComparison.Ordinal);
    }

    SearchedRun With(params (string Name, string Text)[] programs)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName;
        foreach ((string name, string text) in programs)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(folder, name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return new SearchedRun(folder);
    }

    /// <summary>The program with a search path that has no other folder.</summary>
    sealed class SearchedRun(string folder)
    {
        internal CommandRun Of(params ReadOnlySpan<string> arguments) => CommandRun.Of(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = folder }, arguments);
    }
}
