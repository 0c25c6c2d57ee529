using Stucktrace.Formats;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Walks;
using Stucktrace.Tests.Support;
using Stucktrace.Tests.Termination.Walks;

namespace Stucktrace.Tests.Reporting;

/// <summary>What a report shows where nothing was proven endless: the walk as far as it could be followed, or why there is none.</summary>
public class OpenWalkTests
{
    [Fact]
    public void AWalkThatCouldNotBeFollowedEndsWithWhatIsMissing()
    {
        WalkView walk = WalkView.Of(LongWalk.Open(10, 7))!;
        Assert.Null(walk.Trace.Repeat);
        Assert.False(walk.IsEndless);
        // Seven nodes of five instructions, and the first two of the eighth: the branch rests on the key that is not there.
        Assert.InRange(walk.Trace.Steps, 35, 37);
        string stop = walk.Stop!.Render(Language.English)!;
        Assert.Contains($"ends with step {walk.Trace.Steps}", stop, StringComparison.Ordinal);
        Assert.Contains("was left out of the dump", stop, StringComparison.Ordinal);
        Assert.Contains("未被写入转储", walk.Stop!.Render(Language.Chinese), StringComparison.Ordinal);
        string page = Outputs.Html(LongWalk.Open(10, 7), Language.English);
        HtmlReportTests.AssertSafe(page);
        Assert.Contains("id=\"walk-bar\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("goes on for ever", page, StringComparison.Ordinal);
    }

    [Fact]
    public void AWalkThatRepeatsHasNoStop()
    {
        WalkView walk = WalkView.Of(LongWalk.Result(3, "node #"))!;
        Assert.True(walk.IsEndless);
        Assert.Null(walk.Stop);
        Assert.Null(walk.Choice);
    }

    /// <summary>What is given, and the reason for which the report shows no walk.</summary>
    public static TheoryData<string, string?, string> Missing { get; } = new()
    {
        { "A1_main_rcu_kaslr.txt", null, "walk.none.file" },
        { "A1_main_rcu_kaslr.txt", "v8_flag.ko", "walk.none.file" },
        { "v7_abba.txt", "v7_abba.ko", "walk.none.lock" },
        { "v9_mutex.txt", "v9_mutex.ko", "walk.none.no-loop" },
        { "v10_oops.txt", "v10_oops.ko", "walk.none.no-loop" },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void WhereThereIsNoWalkTheReportSaysWhy(string log, string? module, string expected)
    {
        string[] inputs = module is null ? [Checkout.Shared("lab", "logs", log)] : [Checkout.Shared("lab", "logs", log), Checkout.Shared("lab", "ko", module)];
        DiagnosisResult result = Diagnosis.Run(inputs, new DiagnosisOptions());
        Assert.Null(WalkView.Of(result));
        Message reason = WalkAbsence.Of(result)!;
        Assert.Equal(expected, reason.Id);
        Assert.Contains(RenderedPage.Packed(reason.Render(Language.Chinese)), new RenderedPage(Outputs.Html(result, Language.English), Language.Chinese)["walk"], StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherBuildIsNotExecuted()
    {
        DiagnosisResult result = Diagnosis.Run([Checkout.Sample("dirpro", "messages.log"), Checkout.Shared("lab", "ko", "dirpro.ko")], new DiagnosisOptions());
        Assert.Null(WalkView.Of(result));
        Assert.StartsWith("walk.none.", WalkAbsence.Of(result)!.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void NobodyMissesAWalkWhereNothingIsWrong() =>
        Assert.Null(WalkAbsence.Of(Diagnosis.Run([Checkout.Shared("lab", "logs", "v3_correct.txt"), Checkout.Shared("lab", "ko", "v3_correct.ko")], new DiagnosisOptions())));
}
