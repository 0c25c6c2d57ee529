using System.Text.Json;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Cli;

/// <summary>The command line as scripts and people use it: exit status, streams, languages, help.</summary>
public class CommandLineTests
{
    static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void DiagnosesTheFoundingCase()
    {
        CommandRun run = CommandRun.Of("diagnose", Checkout.Sample("dirpro"));
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains("get_process_name", run.Output.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("dirpro", run.Output.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void SameInputsGiveTheSameJson()
    {
        string first = CommandRun.Of("diagnose", "--format", "json", Checkout.Sample("dirpro")).Output;
        string second = CommandRun.Of("diagnose", "--format=json", Checkout.Sample("dirpro")).Output;
        Assert.Equal(first, second);
        Assert.Equal("stucktrace/1", JsonDocument.Parse(first).RootElement.GetProperty("schema").GetString());
    }

    /// <summary>Nothing found, nothing examined and nothing read are three answers.</summary>
    [Fact]
    public void SaysWhetherNothingWasFoundOrNothingWasExamined()
    {
        static JsonElement Verdict(string file) =>
            JsonDocument.Parse(CommandRun.Of("diagnose", "--format", "json", file).Output).RootElement.GetProperty("verdict");

        string folder = Directory.CreateTempSubdirectory("stucktrace").FullName;
        try
        {
            string quiet = Path.Combine(folder, "quiet.log"), dump = Path.Combine(folder, "vmcore"), module = Checkout.Sample("dirpro", "dirpro.ko");
            File.WriteAllText(quiet, "[    1.000000] eth0: link up\n");
            File.WriteAllBytes(dump, [.. "KDUMP   "u8, .. new byte[4088]]);
            Assert.Equal("none", Verdict(quiet).GetProperty("class").GetString());
            Assert.Equal("unknown", Verdict(module).GetProperty("class").GetString());
            Assert.Equal("unknown", Verdict(dump).GetProperty("class").GetString());
            Assert.NotEqual(Verdict(module).GetProperty("summary").GetString(), Verdict(dump).GetProperty("summary").GetString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void StandardInputIsAnInput()
    {
        string log = File.ReadAllText(Checkout.Sample("dirpro", "vmcore-dmesg.txt"));
        CommandRun run = CommandRun.Of(log, Nothing, "log", "-", "--format", "json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1, JsonDocument.Parse(run.Output).RootElement.GetProperty("reports").GetArrayLength());
    }

    [Fact]
    public void AMissingInputIsNamedAndTheOthersAreUsed()
    {
        CommandRun run = CommandRun.Of("diagnose", "/nowhere/x.log", Checkout.Sample("dirpro", "messages.log"));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("/nowhere/x.log", run.Error, StringComparison.Ordinal);
        Assert.Contains("get_process_name", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("diagnose")]
    [InlineData("diagnose", "--format", "pdf", "x")]
    [InlineData("diagnose", "--cpus", "0", "x")]
    [InlineData("diagnose", "--lang", "fr", "x")]
    [InlineData("diagnse", "x")]
    [InlineData("log", "--nonsense", "x")]
    [InlineData("explain", "ST0000")]
    public void AWrongCommandLineIsStatusTwo(params string[] arguments)
    {
        CommandRun run = CommandRun.Of(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("stucktrace: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ATypoGetsASuggestion() =>
        Assert.Contains("did you mean diagnose?", CommandRun.Of("diagnse").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("LC_ALL", "zh_CN.UTF-8", "用法")]
    [InlineData("LANG", "zh_CN.UTF-8", "用法")]
    [InlineData("LANG", "de_DE.UTF-8", "Usage")]
    public void TheLocaleChoosesTheLanguage(string variable, string value, string expected) =>
        Assert.Contains(expected, CommandRun.Of(null, new Dictionary<string, string> { [variable] = value }, "--help").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData]
    [InlineData("diagnose")]
    [InlineData("log")]
    [InlineData("explain")]
    [InlineData("completion")]
    [InlineData("man")]
    [InlineData("vmcore")]
    public void EveryCommandHasHelpWithExamples(params string[] command)
    {
        CommandRun run = CommandRun.Of([.. command, "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Examples:\n  ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('«', run.Output);
        Assert.DoesNotContain('«', CommandRun.Of([.. command, "--help", "--lang", "zh"]).Output);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void CompletionsKnowEveryCommand(string shell)
    {
        string script = CommandRun.Of("completion", shell).Output;
        Assert.All((string[])["diagnose", "log", "explain"], c => Assert.Contains(c, script, StringComparison.Ordinal));
        Assert.Contains("markdown", script, StringComparison.Ordinal);
    }

    [Fact]
    public void NoColourReachesAFileOrAPipeUnlessForced()
    {
        string[] arguments = ["diagnose", Checkout.Sample("dirpro")];
        Assert.DoesNotContain('\u001b', CommandRun.Of(arguments).Output);
        Dictionary<string, string> forced = new() { ["FORCE_COLOR"] = "1" };
        Assert.Contains('\u001b', CommandRun.Of(null, forced, arguments).Output);
        Assert.DoesNotContain('\u001b', CommandRun.Of(null, forced, [.. arguments, "--no-color"]).Output);
    }

    [Fact]
    public void TheNameOfTheOutputFileChoosesTheFormat()
    {
        string file = Path.Combine(Path.GetTempPath(), $"stucktrace-{Guid.NewGuid():N}.html");
        try
        {
            CommandRun run = CommandRun.Of("diagnose", Checkout.Sample("dirpro"), "-o", file);
            Assert.Equal(0, run.ExitCode);
            Assert.Empty(run.Output);
            Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void AnOutputThatCannotBeWrittenIsSaid()
    {
        CommandRun run = CommandRun.Of("diagnose", Checkout.Sample("dirpro"), "-o", "/nowhere/report.json");
        Assert.Equal(73, run.ExitCode);
        Assert.Contains("/nowhere/report.json", run.Error, StringComparison.Ordinal);
    }
}
