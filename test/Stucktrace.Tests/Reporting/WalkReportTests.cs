using System.Text.Json;
using System.Text.RegularExpressions;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Redaction;
using Stucktrace.Reporting.Walks;
using Stucktrace.Termination;
using Stucktrace.Termination.Walks;
using Stucktrace.Tests.Support;
using Stucktrace.Tests.Termination.Walks;

namespace Stucktrace.Tests.Reporting;

/// <summary>The walk in the page: its JSON says what the trace says, is bounded, and can't get out of its element.</summary>
public partial class WalkReportTests
{
    static readonly Lazy<DiagnosisResult> Founding = new(() => Diagnosis.Run([Checkout.Sample("dirpro")], new DiagnosisOptions()));

    [GeneratedRegex("id=\"walk-data\">(?<json>[^<]*)</script>", RegexOptions.None, 10_000)]
    private static partial Regex Data();

    [GeneratedRegex("href=\"data:application/json;base64,(?<certificate>[A-Za-z0-9+/=&#x;]*)\"", RegexOptions.None, 10_000)]
    private static partial Regex Download();

    static JsonElement Json(string page)
    {
        using JsonDocument document = JsonDocument.Parse(Data().Match(page).Groups["json"].Value);
        return document.RootElement.Clone();
    }

    [Fact]
    public void TheFoundingReportHoldsTheWalkAndStaysBelowAMegabyte()
    {
        string page = Outputs.Html(Founding.Value, Language.English);
        HtmlReportTests.AssertSafe(page);
        Assert.True(page.Length < 1_000_000, $"{page.Length} characters");
        JsonElement json = Json(page);
        WalkTrace trace = WalkView.Of(Founding.Value)!.Trace;
        Assert.Equal((trace.Repeat!.From, trace.Repeat.To), (json.GetProperty("from").GetInt64(), json.GetProperty("to").GetInt64()));
        JsonElement[] steps = [.. json.GetProperty("seg")[0].GetProperty("s").EnumerateArray()];
        Assert.Equal(trace.Steps, steps.Length);
        for (int i = 0; i < steps.Length; i++)
        {
            WalkStep step = trace.At(i)!;
            Assert.Equal((step.Code, step.Round), (steps[i][0].GetInt32(), steps[i][1].GetInt64()));
            Assert.Equal(step.Registers.SelectMany(r => new[] { $"{r.Index}", r.Value.IsKnown ? $"{r.Value.Value:x}" : null }), steps[i][2].EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? null : e.ToString()));
            Assert.Equal(step.Accesses.Select(a => ($"{a.Address:x}", a.Bytes, a.Unknown == 0 ? $"{a.Value:x}" : null)), steps[i][3].EnumerateArray().Select(e => (e[0].GetString()!, e[1].GetInt32(), e[2].GetString())));
        }
    }

    [Fact]
    public void EachExitSaysWhatItNeedsAndWhatItIs()
    {
        WalkView walk = WalkView.Of(Founding.Value)!;
        WalkWords words = new(walk);
        WalkStep step = walk.Trace.Segments[0].Steps.First(s => s.Branch is not null && s.Round == 1);
        Assert.Equal("exit not taken: needs pid = 27388, is 7", words.Branch(step)!.Render(Language.English));
        Assert.Equal("未走出口：需要 pid = 27388，实际为 7", words.Branch(step)!.Render(Language.Chinese));
    }

    [Fact]
    public void TheCertificateInThePageIsAccepted()
    {
        string page = Outputs.Html(Founding.Value, Language.English);
        string text = System.Net.WebUtility.HtmlDecode(Download().Match(page).Groups["certificate"].Value);
        using JsonDocument document = JsonDocument.Parse(Convert.FromBase64String(text));
        Certificate proof = CertificateJson.Read(document.RootElement.GetProperty("certificate"))!;
        Assert.True(ProofChecker.Check(proof).IsAccepted);
        Assert.Equal(WalkView.Of(Founding.Value)!.Trace.Repeat!.Proof.Digest, proof.Digest);
    }

    [Fact]
    public void TheDrawnListIsTheOneThatIsWalked()
    {
        WalkView walk = WalkView.Of(Founding.Value)!;
        ListPicture picture = walk.Picture!;
        Assert.Equal(walk.Trace.Repeat!.Rounds, picture.Ring.Length);
        Assert.Equal("walk.node.current", picture.Tail.Single().Notes.Single());
        // Each node's pointer, as it was read, leads to the node that is drawn behind it.
        ulong[] read = [.. walk.Trace.Segments[0].Steps.Where(s => s.Round >= 1).SelectMany(s => s.Accesses).Where(a => a.Bytes == 8).Select(a => walk.Names.ObjectAt(a.Address)!.Address)];
        ulong[] drawn = [picture.Tail[0].Address, .. picture.Ring.Select(n => n.Address), picture.Ring[0].Address];
        Assert.Equal(drawn, read);
    }

    [Theory]
    [MemberData(nameof(HostileOutputTests.Attacks), MemberType = typeof(HostileOutputTests))]
    public void NoNameGetsOutOfTheWalksData(string attack)
    {
        string page = Outputs.Html(LongWalk.Result(5, attack + "#"), Language.English);
        HtmlReportTests.AssertSafe(page);
        Assert.Equal(5, Json(page).GetProperty("objects").GetArrayLength());
    }

    [Fact]
    public void AHundredThousandNodesFitAPage()
    {
        string page = Outputs.Html(LongWalk.Result(100_000, "node #"), Language.English);
        Assert.True(page.Length < 2_000_000, $"{page.Length} characters");
        JsonElement json = Json(page);
        Assert.Equal(100_000, json.GetProperty("rounds").GetInt32());
        Assert.Equal(WalkLimits.Default.MaxKeptSteps, json.GetProperty("seg").EnumerateArray().Sum(s => s.GetProperty("s").GetArrayLength()));
    }

    [Fact]
    public void RedactionHoldsInTheWalksData()
    {
        const string Secret = "admin@customer.example";
        string page = Outputs.Html(Redactor.Redact(LongWalk.Result(3, Secret)), Language.English);
        Assert.DoesNotContain(Secret, page, StringComparison.Ordinal);
        Assert.Contains(Secret, System.Net.WebUtility.HtmlDecode(Outputs.Html(LongWalk.Result(3, Secret), Language.English)), StringComparison.Ordinal);
    }
}
