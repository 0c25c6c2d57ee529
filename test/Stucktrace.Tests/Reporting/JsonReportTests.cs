using System.Text;
using System.Text.Json;
using Stucktrace.Attribution;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;

namespace Stucktrace.Tests.Reporting;

public class JsonReportTests
{
    static readonly Report Lockup = new()
    {
        Id = "r1",
        Kind = ReportKind.SoftLockup,
        Title = "BUG: soft lockup in get_process_name",
        Input = 0,
        FirstLine = 1,
        LastLine = 66,
        Time = new LogTime(1_500_000, new WallClock(null, 5, 23, new TimeSpan(18, 36, 31), null)),
        Kernel = "2.6.32-754.6.3.el6.x86_64",
        Architecture = Architecture.X64,
        Cpu = 1,
        Location = new CodeLocation("get_process_name", 0x50, 0x100, "dirpro", 0xffffffffa02aa510),
        Frames = [new StackFrame(new CodeLocation("new_sys_kill", 0x5c, 0x220, "dirpro", 0xffffffffa02ae19c), false, FrameContext.Task, false, 27, FrameJudgement.Caller)],
        Registers = RegisterFile.Empty with { Values = RegisterFile.Empty.Values.Add("rip", 0xffffffffa02aa510) },
    };

    static JsonElement Write(Report report)
    {
        DiagnosisResult result = new()
        {
            Inputs = [new DiagnosisInput("messages.log", InputKind.KernelLog, null, true, [])],
            Reports = [report],
            Verdict = new Verdict(new Culprit(CulpritKind.Module, "dirpro", "get_process_name", 0x50), FailureClass.EndlessListWalk, Confidence.Strong, Message.Of("x"), null, [], [], []),
        };
        using MemoryStream stream = new();
        JsonReport.Write(result, stream, Language.English);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    [Fact]
    public void FieldsComeInTheOrderOfTheDesign()
    {
        JsonElement json = Write(Lockup);
        string[] top = ["schema", "inputs", "reports", "incidents", "verdict", "findings", "notChecked", "loopIdentity", "termination", "advice"];
        Assert.Equal(top, json.EnumerateObject().Select(p => p.Name).Take(top.Length));
        string[] fields =
        [
            "id", "kind", "title", "input", "firstLine", "lastLine", "time", "host", "boot", "kernel", "arch", "cpu", "pid", "comm", "seconds",
            "location", "guiltySymbol", "guiltyModule", "frames", "registers", "modules", "taint", "damaged", "sameAs",
        ];
        JsonElement report = json.GetProperty("reports")[0];
        Assert.Equal(fields, report.EnumerateObject().Select(p => p.Name).Take(fields.Length));
        Assert.Equal("soft-lockup", report.GetProperty("kind").GetString());
        Assert.Equal("0xffffffffa02aa510", report.GetProperty("registers").GetProperty("rip").GetString());
        Assert.Equal("""{"symbol":"get_process_name","offset":80,"size":256,"module":"dirpro","address":"0xffffffffa02aa510"}""", report.GetProperty("location").GetRawText());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("comm").ValueKind);
        Assert.Equal("endless-list-walk", json.GetProperty("verdict").GetProperty("class").GetString());
    }

    [Theory]
    [InlineData(null, 1_500_000L, "1.5")]
    [InlineData(2021, 1_500_000L, "\"2021-05-23T18:36:31\"")]
    [InlineData(null, null, "null")]
    public void TimeIsADateOnlyWithItsYear(int? year, long? monotonic, string expected)
    {
        LogTime time = new(monotonic, Lockup.Time.Wall!.Value with { Year = year });
        Assert.Equal(expected, Write(Lockup with { Time = time }).GetProperty("reports")[0].GetProperty("time").GetRawText());
    }

    [Fact]
    public void HalfACharacterBecomesTheReplacementCharacter() =>
        Assert.Equal("lone \ufffd surrogate", Write(Lockup with { Comm = "lone \ud800 surrogate" }).GetProperty("reports")[0].GetProperty("comm").GetString());

    [Theory]
    [InlineData("a\u001b[31mb\u0007")]
    [InlineData("x\u202eevil\u200b")]
    [InlineData("quote \" back \\ slash <script>")]
    [InlineData("中文 stays")]
    public void TextsSurviveAndNothingCanMisleadATerminal(string comm)
    {
        using MemoryStream stream = new();
        DiagnosisResult result = new()
        {
            Inputs = [],
            Reports = [Lockup with { Comm = comm }],
            Verdict = new Verdict(new Culprit(CulpritKind.Unknown), FailureClass.Unknown, Confidence.Unknown, Message.Of("x"), null, [], [], []),
        };
        JsonReport.Write(result, stream, Language.Chinese);
        string text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u200b');
        Assert.Equal(comm, JsonDocument.Parse(text).RootElement.GetProperty("reports")[0].GetProperty("comm").GetString());
        Assert.Equal(comm.Contains('中', StringComparison.Ordinal), text.Contains('中', StringComparison.Ordinal));
    }
}
