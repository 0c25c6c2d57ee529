using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reasoning;

/// <summary>An event that is read twice is one witness.</summary>
public partial class RepeatedReportTests
{
    [Theory]
    [InlineData("messages.log")]
    [InlineData("vmcore-dmesg.txt")]
    public void ACopyOfAFileAddsNothing(string name)
    {
        string text = File.ReadAllText(Path.Combine(Checkout.Root, "samples", "dirpro", name));
        DiagnosisResult once = Logs.Diagnose(text), twice = Logs.Diagnose(text, text);
        AssertSame(once, twice);
        Assert.Equal(once.Reports.Length, twice.Reports.Count(r => r.IsCopy));
        Assert.All(twice.Reports.Where(r => r.IsCopy), r => Assert.Equal(0, twice.Reports.Single(o => o.Id == r.SameAs).Input));
        Assert.Contains(twice.Inputs[1].Diagnostics, d => d.Id == "LOG0312");
    }

    [Fact]
    public void TwoRealFailuresStayTwo()
    {
        string folder = Path.Combine(Checkout.Root, "samples", "dirpro");
        DiagnosisResult result = Diagnosis.Run([Path.Combine(folder, "messages.log"), Path.Combine(folder, "vmcore-dmesg.txt")], new DiagnosisOptions());
        Assert.Equal(2, result.Incidents.Length);
        Assert.DoesNotContain(result.Reports, r => r.IsCopy);
    }

    [Theory]
    [InlineData("A1_main_rcu_kaslr", "MMM d HH:mm:ss", "web01 kernel: ", true)]
    [InlineData("A1_main_rcu_kaslr", "MMM d HH:mm:ss", "web01 kernel: ", false)]
    [InlineData("v9_mutex", "MMM d HH:mm:ss", "web01 kernel: ", false)]
    [InlineData("v10_oops", "yyyy-MM-ddTHH:mm:ss.ffffff+00:00", "web01.example.com kernel: ", false)]
    [InlineData("v7_abba", "MMM d HH:mm:ss", "web01 kernel: ", true)]
    public void DmesgAndSyslogOfOneBootAreOneWitness(string log, string format, string source, bool keepStamp)
    {
        string dmesg = File.ReadAllText(Checkout.Shared("lab", "logs", log + ".txt"));
        string syslog = Syslog(dmesg, format, source, keepStamp);
        DiagnosisResult alone = Logs.Diagnose(dmesg), other = Logs.Diagnose(syslog);
        AssertSame(alone, Logs.Diagnose(dmesg, syslog));
        AssertSame(other, Logs.Diagnose(syslog, dmesg));
    }

    [Fact]
    public void TheSameHeaderAtAnotherTimeOrOfAnotherHostIsAnotherEvent()
    {
        const string Line = "kernel: INFO: task postgres:4711 blocked for more than 120 seconds.\n";
        Assert.Equal(0, Copies("Mar  7 10:00:00 web01 " + Line, "Mar  7 10:02:00 web01 " + Line));
        Assert.Equal(0, Copies("Mar  7 10:00:00 web01 " + Line, "Mar  7 10:00:00 web02 " + Line));
        Assert.Equal(0, Copies("Mar  7 10:00:00 web01 " + Line, "[ 1000.123456] INFO: task postgres:4711 blocked for more than 120 seconds.\n"));
        Assert.Equal(1, Copies("Mar  7 10:00:00 web01 " + Line, "2024-03-07T10:00:01 web01 " + Line));
    }

    [Fact]
    public void ABroadcastBesideTheLogIsNoFurtherReport()
    {
        const string Log = "Mar  7 10:00:00 web01 kernel: BUG: soft lockup - CPU#1 stuck for 22s! [spin:4711]\nMar  7 10:00:00 web01 kernel: RIP: 0010:spin_here+0x10/0x20 [spinner]\nMar  7 10:00:00 web01 kernel: Call Trace:\nMar  7 10:00:00 web01 kernel:  caller+0x10/0x20 [spinner]\n";
        const string Wall = "Message from syslogd@web01 at Mar  7 10:00:01 ...\n kernel:BUG: soft lockup - CPU#1 stuck for 22s! [spin:4711]\n";
        AssertSame(Logs.Diagnose(Log), Logs.Diagnose(Log, Wall));
    }

    static int Copies(params string[] texts) => Logs.Diagnose(texts).Reports.Count(r => r.IsCopy);

    static void AssertSame(DiagnosisResult one, DiagnosisResult both)
    {
        Assert.Equal(one.Incidents.Length, both.Incidents.Length);
        Assert.Equal(one.English(), both.English());
        Assert.Equal((one.Verdict.Confidence, one.Verdict.Class, one.Verdict.Culprit), (both.Verdict.Confidence, both.Verdict.Class, both.Verdict.Culprit));
        Assert.Equal(one.Verdict.Suspects.Select(s => (s.Module, s.Score)), both.Verdict.Suspects.Select(s => (s.Module, s.Score)));
        Assert.Equal(one.Boots.Length, both.Boots.Length);
        Assert.Equal(one.Findings.Select(f => (f.Id, f.Confidence)), both.Findings.Select(f => (f.Id, f.Confidence)));
    }

    static string Syslog(string dmesg, string format, string source, bool keepStamp)
    {
        StringBuilder text = new();
        foreach (Match line in Stamped().Matches(dmesg))
        {
            DateTime time = new DateTime(2024, 3, 7, 10, 0, 0, DateTimeKind.Unspecified).AddSeconds(double.Parse(line.Groups["time"].ValueSpan, CultureInfo.InvariantCulture));
            text.Append(time.ToString(format, CultureInfo.InvariantCulture)).Append(' ').Append(source);
            text.Append(keepStamp ? $"[{line.Groups["time"].Value,12}] " : string.Empty).Append(line.Groups["text"].Value.TrimEnd('\r')).Append('\n');
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^\[ *(?<time>\d+\.\d+)\] ?(?<text>.*)$", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Stamped();
}
