using System.Text.Json;
using Stucktrace.Tests.Cli;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Comparing;

/// <summary>The command as scripts use it: its exit status, its JSON, its messages.</summary>
public sealed class CompareCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("stucktrace-compare-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Written(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void The_same_failure_is_status_0_on_one_screen()
    {
        CommandRun run = CommandRun.Of("compare", Cases.Production, Cases.Provoked, "--given-pid", "11111");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.StartsWith("STRONG: The same failure", run.Output, StringComparison.Ordinal);
        Assert.Contains("the very pid that it was provoked with", run.Output.ReplaceLineEndings(" ").Replace("    ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(run.Output.Split('\n').Length <= 50, run.Output);
        Assert.Contains(CommandRun.Of("compare", Cases.Production, Cases.Provoked, "--lang", "zh").Output, c => c > '\u4e00');
    }

    [Fact]
    public void Json_tells_verdict_points_and_evidence()
    {
        CommandRun run = CommandRun.Of("compare", Cases.Production, Cases.Provoked, "--format", "json");
        Assert.Equal(0, run.ExitCode);
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("stucktrace-compare/1", json.GetProperty("schema").GetString());
        Assert.Equal(("same", "same", "strong"), (json.GetProperty("verdict").GetString(), json.GetProperty("relation").GetString(), json.GetProperty("confidence").GetString()));
        JsonElement offset = json.GetProperty("points").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "offset");
        Assert.Equal("agree", offset.GetProperty("agreement").GetString());
        Assert.True(offset.GetProperty("secondEvidence")[0].GetProperty("line").GetInt64() > 0);
        Assert.Equal(run.Output, CommandRun.Of("compare", Cases.Production, Cases.Provoked, "--format=json").Output);
    }

    [Fact]
    public void A_failure_against_none_is_status_1()
    {
        string quiet = Written("quiet.log", "[    1.000000] eth0: link up\n");
        CommandRun run = CommandRun.Of("compare", quiet, Cases.Production);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nothing is wrong in the first", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, CommandRun.Of("compare", quiet, quiet).ExitCode);
    }

    [Fact]
    public void A_log_and_its_own_report_are_the_same()
    {
        string report = Written("report.json", CommandRun.Of("diagnose", "--format", "json", Cases.Production).Output);
        CommandRun run = CommandRun.Of("compare", Cases.Production, report);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("one event, read twice", run.Output, StringComparison.Ordinal);
        CommandRun joined = CommandRun.Of("compare", report, Cases.Provoked, "--module", Checkout.Sample("dirpro", "dirpro.ko"));
        Assert.Equal(0, joined.ExitCode);
        Assert.Contains("is a report: a module file can't be joined to it", joined.Output.ReplaceLineEndings(" ").Replace("     ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_not_be_read_is_status_3()
    {
        string cut = Written("cut.json", """{"schema":"stucktrace/1","inputs":[""");
        CommandRun run = CommandRun.Of("compare", cut, Cases.Production);
        Assert.Equal((3, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("cut off or damaged", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, CommandRun.Of("compare", "/nowhere/x.log", Cases.Production).ExitCode);
        Assert.Equal(3, CommandRun.Of("compare", Cases.Production, Cases.Provoked, "--module", "/nowhere/x.ko").ExitCode);
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("compare", "a")]
    [InlineData("compare", "a", "b", "c")]
    [InlineData("compare", "-", "-")]
    [InlineData("compare", "a", "b", "--format", "html")]
    [InlineData("compare", "a", "b", "--given-pid", "x")]
    public void A_wrong_command_line_is_status_2(params string[] arguments) => Assert.Equal(2, CommandRun.Of(arguments).ExitCode);

    [Fact]
    public void A_folder_with_another_incident_that_matches_better_says_so()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "case")).FullName;
        File.Copy(Cases.Provoked, Path.Combine(folder, "vmcore-dmesg.txt"));
        File.Copy(Cases.Production, Path.Combine(folder, "messages.log"));
        CommandRun run = CommandRun.Of("compare", Cases.Production, folder, "--format", "json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 more incident", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_has_examples()
    {
        CommandRun run = CommandRun.Of("compare", "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("stucktrace compare messages.log vmcore-dmesg.txt", run.Output, StringComparison.Ordinal);
    }
}
