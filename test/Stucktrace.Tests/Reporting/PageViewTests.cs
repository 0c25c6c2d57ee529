using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Incidents;
using Stucktrace.Reporting;
using Stucktrace.Reporting.View;
using Stucktrace.Tests.Reasoning;
using Stucktrace.Tests.Support;
using Stucktrace.Web.Report;

namespace Stucktrace.Tests.Reporting;

/// <summary>What the page works out beyond the texts: evidence, letter, folds, drawings.</summary>
public class PageViewTests
{
    static readonly Lazy<DiagnosisResult> Founding = new(() => Diagnosis.Run([Checkout.Sample("dirpro", "messages.log"), Checkout.Sample("dirpro", "dirpro.ko")], new DiagnosisOptions()));

    static DiagnosisView View(DiagnosisResult result, Language language = Language.English) => new(result, language);

    [Fact]
    public void EachInputSaysHowItBelongsAndWhatIsMissingWhatItWouldAdd()
    {
        ImmutableArray<EvidenceItem> evidence = View(Founding.Value).Evidence;
        Assert.Equal([EvidenceState.Used, EvidenceState.Doubtful, EvidenceState.Missing, EvidenceState.Missing], evidence.Select(e => e.State));
        Assert.Contains("signs agree", evidence[1].Text, StringComparison.Ordinal);
        Assert.Equal("memory dump", evidence[2].Kind);
    }

    [Fact]
    public void AnInputThatCouldNotBeReadIsRefused() =>
        Assert.Contains(View(HandMade.FoundingCase()).Evidence, e => e is { State: EvidenceState.Refused, Name: "notes.pdf" });

    [Fact]
    public void AModuleOfAnotherBuildIsNotUsed()
    {
        EvidenceItem module = View(Diagnosis.Run([Checkout.Sample("dirpro", "messages.log"), Checkout.Shared("lab", "ko", "dirpro.ko")], new DiagnosisOptions())).Evidence[1];
        Assert.Equal(EvidenceState.Refused, module.State);
    }

    [Theory]
    [InlineData(Confidence.Likely, true)]
    [InlineData(Confidence.Possible, false)]
    public void ALetterIsWrittenOnlyWithSomeConfidence(Confidence confidence, bool written)
    {
        DiagnosisResult result = Founding.Value with { Verdict = Founding.Value.Verdict with { Confidence = confidence } };
        Assert.Equal(written, View(result).VendorText is not null);
    }

    [Fact]
    public void NoLetterIsWrittenToNobody()
    {
        DiagnosisResult result = Founding.Value with { Verdict = Founding.Value.Verdict with { Culprit = new Culprit(CulpritKind.Kernel, null, "schedule", 1) } };
        Assert.Null(View(result).VendorText);
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void TheLetterHoldsWhatTheVendorNeeds(Language language)
    {
        string letter = View(Founding.Value, language).VendorText!;
        Assert.StartsWith(language == Language.Chinese ? "主题：" : "Subject: ", letter, StringComparison.Ordinal);
        Assert.All((string[])["get_process_name+0x50", "messages.log:7", "dirpro.ko:.text+0x513", "objdump", Founding.Value.Loop!.Identity], needed => Assert.Contains(needed, letter.ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal), StringComparison.Ordinal));
        // Mail is narrow; the subject is one line, and a command stays whole.
        Assert.All(letter.Split('\n').Skip(1).Where(l => !l.StartsWith("  $", StringComparison.Ordinal)), line => Assert.True(Stucktrace.Reporting.Text.ColumnWidth.Of(line) <= 76, line));
    }

    [Fact]
    public void WhyItNeverEndsEndsWithTheRepetition()
    {
        ImmutableArray<ReasonView> why = View(Founding.Value).WhyEndless;
        Assert.Equal(["ST1801", "ST1802", "ST1810"], why.Select(w => w.Name));
        Assert.Contains("every 10 rounds (60 instructions)", why[^1].Text, StringComparison.Ordinal);
        Assert.All(why, w => Assert.NotEmpty(w.Evidence));
    }

    [Fact]
    public void WithoutTheModuleNothingIsSaidToNeverEnd()
    {
        DiagnosisView view = View(Diagnosis.Run([Checkout.Sample("dirpro", "messages.log")], new DiagnosisOptions()));
        Assert.Empty(view.WhyEndless);
        Assert.Null(view.WrongCode);
        Assert.Null(CasePlan.Of(view.Result));
    }

    static ImmutableArray<EventView> Events(int count, Func<int, string> lane) => [.. Enumerable.Range(0, count).Select(i => new EventView($"r{i}", "i1", "-", i, lane(i), "hung", $"a:{i}", i, 0, ReportKind.HungTask, i == 0))];

    [Theory]
    [InlineData(1_200, 0)]
    [InlineData(1_201, 1)]
    public void RowsOfTheTimelineAreBounded(int count, int leftOut)
    {
        TimelineFold fold = Assert.Single(TimelineFold.Of(Events(count, i => $"task{i}")));
        Assert.Null(fold.Lane);
        Assert.Equal((count - leftOut, leftOut), (fold.Events.Length, fold.LeftOut));
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(201, 1)]
    public void RowsOfOneLaneAreBounded(int count, int leftOut) =>
        Assert.Equal(("CPU 1", leftOut), TimelineFold.Of(Events(count, _ => "CPU 1")).Select(f => (f.Lane, f.LeftOut)).Single());

    // The first bar begins where the kernel says that the sleep began at the latest: so do the seconds.
    [Fact]
    public void SecondsCountFromTheLeftEdge()
    {
        string Hung(int pid, string time) => $"""
            [  {time}] INFO: task sleeper:{pid} blocked for more than 120 seconds.
            [  {time}] task:sleeper         state:D stack:0     pid:{pid}   ppid:1      flags:0x00000002
            [  {time}] Call Trace:
            [  {time}]  <TASK>
            [  {time}]  __schedule+0x34d/0xa00
            [  {time}]  schedule+0x5a/0xd0
            [  {time}]  __mutex_lock.constprop.0+0x37b/0x700
            [  {time}]  ours_ioctl+0x32/0x60 [ours]
            [  {time}]  entry_SYSCALL_64_after_hwframe+0x6e/0xd8
            [  {time}]  </TASK>

            """;
        DiagnosisResult result = Logs.Diagnose(Hung(300, "141.916279") + Hung(301, "150.000000"));
        Assert.Equal("[21.916279]", TimelineDrawing.Of(new PageModel(result, Language.English))!.From);
        Assert.Equal("05-23 18:35:19", TimelineDrawing.Of(new PageModel(Founding.Value, Language.English))!.From);
    }

    [Theory]
    [InlineData(14, 14, 0)]
    [InlineData(15, 14, 2)]
    public void LanesBeyondTheFirstShareOne(int tasks, int lanes, int together)
    {
        DiagnosisResult one = HandMade.FoundingCase();
        Report hung = one.Reports.First(r => r.Kind == ReportKind.HungTask);
        Report lockup = one.Reports.First(r => r.Kind == ReportKind.SoftLockup);
        ImmutableArray<Report> reports = [lockup, .. Enumerable.Range(1, tasks - 1).Select(i => hung with { Id = $"h{i}", Comm = $"worker{i}", SameAs = null })];
        DiagnosisResult result = one with { Reports = reports, Incidents = [one.Incidents[0] with { Reports = [.. reports.Select(r => r.Id)] }] };
        TimelineDrawing drawing = TimelineDrawing.Of(new PageModel(result, Language.English))!;
        Assert.Equal((lanes, together), (drawing.Lanes.Count, drawing.Together));
        Assert.True(drawing.Lanes[0].IsCause);
        Assert.All(drawing.Lanes, l => Assert.NotEmpty(l.Marks));
    }

    [Fact]
    public void TheMemoryOfTheDumpTellsWhichBuildTheLogIsOf()
    {
        DiagnosisResult result = Diagnosis.Run(
            [Checkout.Shared("lab", "logs", "K1_kdump_hung_task_panic.txt"), Checkout.Shared("lab", "ko", "dirpro_rcu.ko"), Checkout.Shared("lab", "vmcore", "K1.d31.zlib.kdump")], new DiagnosisOptions());
        EvidenceItem module = View(result).Evidence[1];
        Assert.Equal(EvidenceState.Used, module.State);
        Assert.Contains("are those in the dump's memory", module.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ACulpritWithoutAReportOfItsOwnStandsAtTheHeadOfTheChain()
    {
        DiagnosisResult mutex = Diagnosis.Run([Checkout.Shared("lab", "logs", "v9_mutex.txt"), Checkout.Shared("lab", "ko", "v9_mutex.ko")], new DiagnosisOptions());
        Assert.Equal("get_process_name [v9_mutex]", new PageModel(mutex, Language.English).CulpritOf(0));
        Assert.Contains(RenderedPage.Packed("By the verdict it is get_process_name [v9_mutex]"), new RenderedPage(Outputs.Html(mutex, Language.English), Language.English)["chain"], StringComparison.Ordinal);

        // The task that reported first only waits: its lane is not that of the culprit, and there is no such lane to explain.
        Assert.DoesNotContain(TimelineDrawing.Of(new PageModel(mutex, Language.English))!.Lanes, l => l.IsCause);
        Assert.DoesNotContain("culprit", new RenderedPage(Outputs.Html(mutex, Language.English), Language.English)["timeline"], StringComparison.Ordinal);

        // Where a report shows the cause, that report stands there.
        Assert.Null(new PageModel(Founding.Value, Language.English).CulpritOf(0));
    }

    [Theory]
    [InlineData(Confidence.Likely, "culprit", "suspect")]
    [InlineData(Confidence.Possible, "suspect", "culprit")]
    public void ThinEvidenceMakesASuspectNoCulprit(Confidence confidence, string said, string unsaid)
    {
        DiagnosisResult result = Founding.Value with { Verdict = Founding.Value.Verdict with { Confidence = confidence } };
        RenderedPage page = new(Outputs.Html(result, Language.English), Language.English);
        string verdict = page["verdict"];
        Assert.Contains($"{said}get_process_name", verdict, StringComparison.Ordinal);
        Assert.DoesNotContain($"{unsaid}get_process_name", verdict, StringComparison.Ordinal);

        // The drawn chain, the legend of the lanes, the finding: the same word everywhere.
        foreach (string part in (string[])["chain", "timeline"])
        {
            Assert.Contains(said, page[part], StringComparison.Ordinal);
            Assert.DoesNotContain(unsaid, page[part], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Language.English, "culprit", "toblame;")]
    [InlineData(Language.Chinese, "元凶", "责任在")]
    public void WhereTheVerdictIsOnlyPossibleNobodyIsCalledGuilty(Language language, params string[] words)
    {
        DiagnosisResult result = Diagnosis.Run([Checkout.Shared("corpus", "logs", "realworld", "010.log")], new DiagnosisOptions());
        Assert.Equal(Confidence.Possible, result.Verdict.Confidence);
        RenderedPage page = new(Outputs.Html(result, language), language);
        Assert.All(page.Order.Where(p => p != "catalogue"), part => Assert.All(words, word => Assert.DoesNotContain(word, page[part], StringComparison.Ordinal)));
    }

    [Fact]
    public void TheTimeBeforeTheFirstReportIsApart()
    {
        TimelineLane cause = TimelineDrawing.Of(new PageModel(Founding.Value, Language.English))!.Lanes[0];
        Assert.Equal("CPU 1", cause.Name);
        Assert.NotEqual("0", cause.Before.Width);
        Assert.NotEqual("0", cause.After.Width);
    }

    [Fact]
    public void TheChainTellsWhoWaitsForWhat()
    {
        ChainDrawing drawing = ChainDrawing.Of(View(Founding.Value).Chains.First())!;
        ChainRow row = Assert.Single(drawing.Rows);
        Assert.Equal(("waits-for-grace-period", "crond[28259]", 0), (row.Relation, Assert.Single(row.Victims), row.More));
        Assert.True(drawing.RaisesLoad);
        Assert.False(drawing.Panicked);
    }
}
