using System.Text.Json;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Cli;

/// <summary><c>prove --vmcore</c> and <c>verify</c> as they are used: the proof goes elsewhere, the dump does not.</summary>
public class ProveDumpTests
{
    [Theory]
    [InlineData("K1.d31.zlib.kdump", 132)]
    [InlineData("A1.d31.lzo.kdump", 130)]
    public void TheProofOfADumpIsAcceptedWithoutIt(string name, int pid)
    {
        string dump = Checkout.Shared("lab", "vmcore", name);
        CommandRun run = CommandRun.Of("prove", "--vmcore", dump, "--format", "json");
        Assert.Equal(1, run.ExitCode);
        JsonElement termination = JsonDocument.Parse(run.Output).RootElement.GetProperty("terminations")[0];
        Assert.Equal(("never-ends", 65, true), (termination.GetProperty("verdict").GetString(), termination.GetProperty("period").GetInt32(), termination.GetProperty("checked").GetBoolean()));
        JsonElement live = termination.GetProperty("live");
        Assert.Equal((pid, "rho", 11111), (live.GetProperty("pid").GetInt32(), live.GetProperty("list").GetProperty("shape").GetString(), live.GetProperty("wanted").GetProperty("value").GetInt32()));

        string folder = Directory.CreateTempSubdirectory("stucktrace").FullName;
        try
        {
            string report = Path.Combine(folder, "report.json");
            File.WriteAllText(report, run.Output);
            CommandRun verified = CommandRun.Of("verify", report);
            Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
            File.WriteAllText(report, run.Output.Replace("\"perCpuBase\":\"0xf", "\"perCpuBase\":\"0xe", StringComparison.Ordinal));
            Assert.Equal(1, CommandRun.Of("verify", report).ExitCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("en", "It walks round 65 tasks, from 0 swapper/0 on and back to it.")]
    [InlineData("zh", "它绕着 65 个任务遍历")]
    public void TheListIsDrawn(string language, string sentence)
    {
        CommandRun run = CommandRun.Of("prove", Checkout.Shared("lab", "ko", "dirpro_rcu.ko"), "--function", "get_process_name", "--vmcore", Checkout.Shared("lab", "vmcore", "K1.d31.zlib.kdump"), "--lang", language);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(sentence, run.Output, StringComparison.Ordinal);
        Assert.Contains("131 sleep", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("«", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereNoCpuIsBusyNothingIsProven()
    {
        CommandRun run = CommandRun.Of("prove", "--vmcore", Checkout.Shared("lab", "vmcore", "v9_mutex.d31.zlib.kdump"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no CPU was busy", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoDumpIsSaidToBeNone()
    {
        Assert.Equal(3, CommandRun.Of("prove", "--vmcore", Checkout.Sample("dirpro", "vmcore-dmesg.txt")).ExitCode);
        Assert.Equal(3, CommandRun.Of("prove", "--vmcore", "/nowhere/vmcore").ExitCode);
        Assert.Equal(2, CommandRun.Of("prove").ExitCode);
    }
}
