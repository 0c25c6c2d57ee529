using System.Collections.Immutable;
using System.Text;
using Stucktrace.Formats;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Tests.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Comparing;

/// <summary>Reports as inputs: what was written is read back whole, and what anybody may have written does no harm.</summary>
public sealed class ReportFileTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("stucktrace-compare-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Written(string text)
    {
        string path = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllText(path, text);
        return path;
    }

    static string Report(params string[] paths) => Outputs.Json(Diagnosis.Run(paths, new DiagnosisOptions()), Language.English);

    (ImmutableArray<FailureSignature> Signatures, Message? Problem) Read(string text, ComparisonLimits? limits = null)
    {
        ImmutableArray<FailureSignature> read = ReportFile.Read(Written(text), limits ?? ComparisonLimits.Default, out Message? problem);
        return (read, problem);
    }

    [Fact]
    public void A_report_says_all_that_its_log_says()
    {
        foreach (string[] inputs in (string[][])[[Cases.Production], [Cases.Provoked], [Cases.Production, Checkout.Sample("dirpro", "dirpro.ko")]])
        {
            FailureSignature read = Read(Report(inputs)).Signatures[0];
            ComparisonVerdict verdict = FailureComparer.Compare(Cases.Of(inputs), read);
            Assert.True(verdict is { IsSame: true, IsSameEvent: true, Confidence: Confidence.Strong });
            Assert.All(verdict.Points, p => Assert.Equal((p.First, p.First is null ? Agreement.Unknown : Agreement.Agree), (p.Second, p.Agreement)));
            Assert.All(verdict.Points, p => Assert.Equal(p.FirstEvidence.Select(e => (e.Input, e.Line)), p.SecondEvidence.Select(e => (e.Input, e.Line))));
            Assert.Equal(inputs, read.Inputs);
        }
    }

    [Fact]
    public void A_report_of_a_lab_log_with_its_module_says_the_same()
    {
        string[] inputs = [Cases.Log("A1_main_rcu_kaslr"), Cases.Module("dirpro_rcu")];
        ComparisonVerdict verdict = FailureComparer.Compare(Cases.Of(inputs), Read(Report(inputs)).Signatures[0]);
        Assert.True(verdict is { IsSame: true, IsSameEvent: true });
        Assert.All(verdict.Points, p => Assert.Equal(p.First, p.Second));
        Assert.Contains(verdict.Points, p => p.Name == "loop");
    }

    [Fact]
    public void Nothing_wrong_is_kept_too()
    {
        FailureSignature well = Read(Report(Written("[    1.000000] eth0: link up\n"))).Signatures[0];
        Assert.False(well.HasFailure);
        Assert.Equal(FailureRelation.Different, FailureComparer.Compare(Cases.Of(Cases.Production), well).Relation);
        Assert.Equal(FailureRelation.NotComparable, FailureComparer.Compare(well, well).Relation);
    }

    [Theory]
    [InlineData("""{"schema":"stucktrace/1","inputs":[""", "cut off or damaged at line 1")]
    [InlineData("{\n\"schema\":\"stucktrace/1\",\n\"signatures\": [ nonsense", "cut off or damaged at line 3")]
    [InlineData("""{"schema":"stucktrace/2"}""", "stucktrace/2, of another version")]
    [InlineData("""{"schema":"stucktrace-proof/1"}""", "its schema is stucktrace-proof/1; expected stucktrace/1")]
    [InlineData("""{"schema":"stucktrace/1"}""", "holds no signature")]
    [InlineData("""{"schema":"stucktrace/1","signatures":7}""", "holds no signature")]
    [InlineData("""{"schema":"stucktrace/1","signatures":[]}""", "holds no signature")]
    [InlineData("""{"schema":"stucktrace/1","signatures":[null,7,"x",[],{}]}""", "holds no signature")]
    [InlineData("""{"schema":"stucktrace/1","signatures":[{"culprit":{},"class":"nonsense"}]}""", "holds no signature")]
    public void What_is_no_report_is_said_so(string text, string expected)
    {
        (ImmutableArray<FailureSignature> signatures, Message? problem) = Read(text);
        Assert.Empty(signatures);
        Assert.NotNull(problem);
        Assert.Contains(expected, problem.Render(Language.English), StringComparison.Ordinal);
        Assert.Contains(problem.Render(Language.Chinese), c => c > '\u4e00');
    }

    [Fact]
    public void A_document_that_is_too_deep_or_too_large_is_refused()
    {
        string deep = """{"schema":"stucktrace/1","signatures":""" + new string('[', 100_000) + new string(']', 100_000) + "}";
        Assert.Contains("damaged", Read(deep).Problem!.Render(Language.English), StringComparison.Ordinal);
        string report = Report(Cases.Provoked);
        int bytes = Encoding.UTF8.GetByteCount(report);
        Assert.NotEmpty(Read(report, new ComparisonLimits { MaxReportBytes = bytes }).Signatures);
        Assert.Contains($"{bytes} bytes", Read(report, new ComparisonLimits { MaxReportBytes = bytes - 1 }).Problem!.Render(Language.English), StringComparison.Ordinal);
    }

    // Each value of a real report is replaced by each of these, one after the other: parts become unknown, nothing breaks.
    [Theory]
    [InlineData("null")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("-9223372036854775808")]
    [InlineData("1e400")]
    [InlineData("\"\\u001b[31m\\ud800\\u202e\"")]
    [InlineData("[[]]")]
    [InlineData("{\"a\":{}}")]
    public void A_changed_report_never_breaks_a_comparison(string value)
    {
        string report = Report(Cases.Production, Checkout.Sample("dirpro", "dirpro.ko"));
        int from = report.IndexOf("\"signatures\":", StringComparison.Ordinal);
        FailureSignature other = Cases.Of(Cases.Provoked);
        int changed = 0;
        for (int at = report.IndexOf("\":", from + 14, StringComparison.Ordinal); at > 0; at = report.IndexOf("\":", at + 2, StringComparison.Ordinal))
        {
            if (report[at + 2] is '{' or '[')
                continue;
            int end = report[at + 2] == '"' ? report.IndexOf('"', at + 3) + 1 : report.IndexOfAny([',', '}'], at);
            (ImmutableArray<FailureSignature> signatures, Message? problem) = Read($"{report[..(at + 2)]}{value}{report[end..]}");
            changed++;
            if (signatures.IsEmpty)
            {
                Assert.NotNull(problem);
                continue;
            }

            foreach (ComparisonVerdict verdict in (ComparisonVerdict[])[FailureComparer.Compare(signatures[0], other), FailureComparer.Compare(other, signatures[0])])
            {
                Assert.NotEqual(Confidence.Proven, verdict.Confidence);
                Assert.DoesNotContain("«", verdict.English(), StringComparison.Ordinal);
            }
        }

        Assert.True(changed > 100, $"{changed}");
    }

    [Fact]
    public void A_cut_report_gets_a_message_wherever_it_ends()
    {
        string report = Report(Cases.Provoked);
        for (int length = 40; length < report.TrimEnd().Length; length += 97)
            Assert.Contains("damaged", Read(report[..length]).Problem!.Render(Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_is_known_by_its_content_and_never_read_as_a_log()
    {
        string report = Written("\ufeff {\n  \"schema\" : \"stucktrace/1\"}");
        Assert.True(ReportFile.IsOne(report));
        Assert.False(ReportFile.IsOne(Written("{\"log\":\"x\"}")));
        Assert.False(ReportFile.IsOne(Written("")));
        Assert.False(ReportFile.IsOne(_folder));
        Assert.False(ReportFile.IsOne("/nowhere/x"));
        DiagnosisInput input = Assert.Single(Diagnosis.Run([report], new DiagnosisOptions()).Inputs);
        Assert.Equal((false, "LOG0112"), (input.Readable, input.Diagnostics[0].Id));
    }

    [Fact]
    public void The_log_command_writes_no_signature() =>
        Assert.Contains("written by `log`", Read(LogReport()).Problem!.Render(Language.English), StringComparison.Ordinal);

    static string LogReport()
    {
        using MemoryStream stream = new();
        JsonReport.WriteLog(Diagnosis.Run([Cases.Provoked], new DiagnosisOptions()), stream, Language.English);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
