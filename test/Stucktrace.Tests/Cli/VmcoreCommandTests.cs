using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Cli;

/// <summary><c>stucktrace vmcore</c> as a script uses it.</summary>
public class VmcoreCommandTests
{
    [Fact]
    public void TheRawLogIsTheTruth()
    {
        CommandRun run = CommandRun.Of("vmcore", LabMachine.PathOf("K1"), "log", "--raw");
        Assert.Equal((0, File.ReadAllText(LabMachine.Truth("K1.dmesg.txt"))), (run.ExitCode, run.Output));
    }

    [Fact]
    public void LocksNameTheMutexAndItsOwner()
    {
        CommandRun run = CommandRun.Of("vmcore", LabMachine.PathOf("v9_mutex"), "locks");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("mutex list_mutex [v9_mutex]", run.Output, StringComparison.Ordinal);
        Assert.Contains("129 owner, which has exited: nobody will ever unlock it", run.Output, StringComparison.Ordinal);
        Assert.Contains("互斥锁 list_mutex [v9_mutex]", CommandRun.Of("vmcore", LabMachine.PathOf("v9_mutex"), "locks", "--lang", "zh").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "vmcore")]
    [InlineData(2, "vmcore", "dump", "nonsense")]
    [InlineData(3, "vmcore", "/nonexistent/vmcore")]
    [InlineData(3, "vmcore", "README.md", "ps")]
    public void WrongCommandsAndWrongFiles(int status, params string[] arguments)
    {
        CommandRun run = CommandRun.Of(arguments);
        Assert.Equal((status, ""), (run.ExitCode, run.Output));
        Assert.NotEqual("", run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void HelpManAndCompletionKnowTheViews()
    {
        Assert.Contains("stucktrace vmcore vmcore ps D", CommandRun.Of("vmcore", "--help").Output, StringComparison.Ordinal);
        Assert.Contains("ps|bt|log|modules|cpus|locks|rcu|read", CommandRun.Of("man", "vmcore").Output, StringComparison.Ordinal);
        Assert.Contains("vmcore) words='ps bt log modules cpus locks rcu read ", CommandRun.Of("completion", "bash").Output, StringComparison.Ordinal);
    }
}
