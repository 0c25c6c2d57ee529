using System.Collections.Immutable;
using System.Text;
using Stucktrace.BrowserTests.Support;
using Stucktrace.Incidents;
using Stucktrace.Reporting;
using Stucktrace.Tests.Reporting;
using Stucktrace.Tests.Support;
using Stucktrace.Web.Report;

namespace Stucktrace.BrowserTests;

/// <summary>Reports of inputs that want to run, hide or break something; and of very large ones.</summary>
/// <param name="chromium">The browser.</param>
public class HostileReportTests(Chromium chromium)
{
    /// <summary>What an attacker writes into every field.</summary>
    public static TheoryData<string> Attacks =>
    [
        "<script>window.owned=1</script><img src=x onerror=window.owned=1><svg onload=window.owned=1>",
        "</script></style></title><iframe src=javascript:parent.owned=1></iframe><!--",
        "' autofocus onfocus='window.owned=1' x=\"\" style=\"position:fixed;inset:0",
        "\u202egnp.exe\u2066\u200b\u200f\ufeff\x1b[2J\u0007\r",
        new string('W', 5_000),
        string.Concat(Enumerable.Repeat("e\u0301\u0302\u0303", 800)),
    ];

    async Task<WatchedPage> OpenAsync(DiagnosisResult result, PageView view)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("stucktrace-hostile").FullName, "report.html");
        await File.WriteAllTextAsync(path, await HtmlReport.RenderAsync(result, Language.English), TestContext.Current.CancellationToken);
        WatchedPage watched = await chromium.OpenAsync(view);
        await watched.Page.GotoAsync(new Uri(path).AbsoluteUri);
        return watched;
    }

    static async Task AssertHarmlessAsync(WatchedPage watched)
    {
        Assert.False(await watched.Page.EvaluateAsync<bool>("'owned' in window"));
        Assert.Equal(0, await watched.Page.Locator("iframe, img, object, embed, [onerror], [onload], [onfocus], [style]").CountAsync());
        await watched.AssertFitsAsync();
        watched.AssertQuiet();
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task WhateverStandsInAFieldNothingRunsAndNothingBreaks(string attack)
    {
        DiagnosisResult result = Planted.In(HandMade.FoundingCase(), s => s + attack);
        foreach (int width in (int[])[360, 1440])
        {
            await using WatchedPage watched = await OpenAsync(result, new PageView(width));
            await AssertHarmlessAsync(watched);
        }
    }

    [Fact]
    public async Task AHostileLogAndModuleAreDiagnosedAndShown()
    {
        const string Markup = "<img/src=x/on=1>";
        string folder = Directory.CreateTempSubdirectory("stucktrace-hostile").FullName;
        string log = await File.ReadAllTextAsync(Checkout.Sample("dirpro", "messages.log"), TestContext.Current.CancellationToken);
        string name = Path.Combine(folder, "<b>\u202e.log");
        await File.WriteAllTextAsync(name, log
            .Replace("wsssr_defence_d", Markup, StringComparison.Ordinal)
            .Replace("syshook_linux", "sys\u202e\x1b[31mhook", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        // Markup of the same length in the file's own description keeps every offset where it is.
        byte[] module = await File.ReadAllBytesAsync(Checkout.Sample("dirpro", "dirpro.ko"), TestContext.Current.CancellationToken);
        byte[] description = Encoding.ASCII.GetBytes("Reconstruction of the founding");
        int at = module.AsSpan().IndexOf(description);
        Assert.True(at > 0);
        Encoding.ASCII.GetBytes("<svg/onload=owned=1><script>/*").CopyTo(module, at);
        await File.WriteAllBytesAsync(Path.Combine(folder, "dirpro.ko"), module, TestContext.Current.CancellationToken);

        DiagnosisResult result = Diagnosis.Run([folder], new DiagnosisOptions());
        Assert.Contains(result.Reports, r => r.Kind == ReportKind.SoftLockup);
        await using WatchedPage watched = await OpenAsync(result, new PageView(360));
        await AssertHarmlessAsync(watched);
        Assert.Contains("<svg/onload=owned=1>", await watched.Page.Locator("#findings").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AThousandReportsStayReadable()
    {
        DiagnosisResult one = HandMade.FoundingCase();
        Report hung = one.Reports.First(r => r.Kind == ReportKind.HungTask);
        ImmutableArray<Report> reports = [.. one.Reports, .. Enumerable.Range(0, 1_000).Select(i => hung with
        {
            Id = $"h{i}",
            Comm = i % 2 == 0 ? $"worker{i}" : "worker",
            Pid = i % 2 == 0 ? 1_000 + i : 999,
            FirstLine = 1_000 + (i * 20),
            LastLine = 1_018 + (i * 20),
            Lines = [.. hung.Lines.Select((l, n) => l with { Line = 1_000 + (i * 20) + n })],
        })];
        Incident incident = one.Incidents[0] with { Reports = [.. reports.Select(r => r.Id)] };
        await using WatchedPage watched = await OpenAsync(one with { Reports = reports, Incidents = [incident, .. one.Incidents.Skip(1)] }, new PageView(1280));
        Assert.InRange(await watched.Page.Locator("#timeline details.lane").CountAsync(), 2, 40);
        Assert.InRange(await watched.Page.Locator("#lanes path").CountAsync(), 1, 400);
        Assert.InRange(await watched.Page.Locator("*").CountAsync(), 100, 20_000);
        await watched.AssertFitsAsync();
        await watched.ShootAsync("report-thousand", whole: false);
        watched.AssertQuiet();
    }
}
