using System.Text;
using Stucktrace.Attribution;

namespace Stucktrace.Tests.Reasoning;

/// <summary>A driver's own error line before a stall without a place: a possibility, never more.</summary>
public class DriverErrorTests
{
    const string Error = "[  362.758551] mywifi 0000:02:00.0: Message 000027ed (seq 2) timeout\n";
    const string Stall = "[  382.158551] rcu: INFO: rcu_sched self-detected stall on CPU\n[  382.158979] rcu: \t1-....: (1 GPs behind) idle=60b/1/0x40000002 softirq=4573/4574 fqs=2997\n[  382.159840] \t(t=6001 jiffies g=5809 q=17874)\n[  382.160361] NMI backtrace for cpu 1\n[  382.160714] CPU: 1 PID: 715 Comm: napi/phy0-9 Not tainted 5.15.112 #0\n[  382.162632] Call Trace:\n[  382.163323] [<80444723>] show_stack+0x28/0xf0\n[  382.165043] [<802d51c6>] rcu_dump_cpu_stacks+0x158/0x1ac\n";

    [Fact]
    public void TheOnlyTraceOfACauseIsAPossibility()
    {
        Verdict verdict = Logs.Diagnose(Error + Stall).Verdict;
        Assert.Equal((CulpritKind.Module, "mywifi", Confidence.Possible), (verdict.Culprit.Kind, verdict.Culprit.Module, verdict.Confidence));
        Assert.Contains(verdict.Suspects[0].For, r => r.Evidence.Any(e => e.Line == 1));
    }

    [Fact]
    public void ItIsFoundInALongLogToo()
    {
        StringBuilder quiet = new();
        for (int i = 0; i < 40_000; i++)
            quiet.Append("[  100.000000] systemd[1]: a line that tells nothing of interest to anybody\n");
        Assert.Equal("mywifi", Logs.Diagnose(quiet + Error + Stall).Verdict.Culprit.Module);
    }

    [Theory]
    [InlineData("[  262.758551] mywifi 0000:02:00.0: Message 000027ed (seq 2) timeout\n")] // too early
    [InlineData("[  362.758551] mywifi 0000:02:00.0: firmware loaded\n")] // no error
    [InlineData("[  362.758551] usb 1-2: device not responding\n")] // the bus
    [InlineData("[  362.758551] pcieport 0000:00:1c.0: AER: error received: 0000:02:00.0\n")]
    [InlineData("[  360.758551] other 0000:03:00.0: command timed out\n" + Error)] // two drivers: nobody can say
    public void OtherwiseNobodyIsAccused(string before) => Assert.Null(Logs.Diagnose(before + Stall).Verdict.Culprit.Module);

    [Fact]
    public void AnErrorAloneIsNoReport() => Assert.Empty(Logs.Diagnose(Error).Reports);
}
