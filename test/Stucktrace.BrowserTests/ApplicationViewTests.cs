using Stucktrace.BrowserTests.Support;
using Stucktrace.Tests.Web;

namespace Stucktrace.BrowserTests;

/// <summary>Every view of the application, wide and narrow, light and dark: each fits, is quiet, has no serious fault, and is kept as a picture.</summary>
/// <param name="chromium">The browser.</param>
/// <param name="filled">The application with two cases.</param>
public class ApplicationViewTests(Chromium chromium, FilledApplication filled) : IClassFixture<FilledApplication>
{
    [Theory]
    [MemberData(nameof(PageView.Kept), MemberType = typeof(PageView))]
    public async Task EveryViewFitsIsQuietAndHasNoSeriousFault(int width, bool dark)
    {
        RunningApplication application = filled.Running;
        (string one, string two) = (filled.One, filled.Two);
        await using WatchedPage watched = await chromium.OpenAsync(new PageView(width, dark));
        await LookAsync(watched, application, "/", "list");
        await LookAsync(watched, application, "/?q=dirpro&field=module", "search");
        await LookAsync(watched, application, "/?q=nothing+of+that+name", "search-nothing");
        await LookAsync(watched, application, $"/cases/{one}", "case");
        await LookAsync(watched, application, $"/compare?case={one}&case={two}", "compare");
        await LookAsync(watched, application, $"/cases/{two}/delete", "delete");
        await LookAsync(watched, application, "/cases/aaaaaaaaaaaa", "not-found", refused: true);
        await LookAsync(watched, application, $"/cases/{two}/report#walk=7", "report", isReport: true);
        await LookAsync(watched, application, "/language?to=zh&back=/", "list-zh");
        await LookAsync(watched, application, $"/cases/{two}", "case-zh");
        await LookAsync(watched, application, $"/compare?case={one}&case={two}", "compare-zh");
        await LookAsync(watched, application, $"/cases/{one}/report", "report-zh", isReport: true);
        watched.AssertStaysAt(application.Address);
    }

    [Theory]
    [MemberData(nameof(PageView.Kept), MemberType = typeof(PageView))]
    public async Task SoDoBeginningWaitingFailingAndSigningIn(int width, bool dark)
    {
        await using (RunningApplication waiting = await RunningApplication.StartAsync(change: s => s with { AnalysisCommand = StandInAnalysis.Endless }))
        await using (WatchedPage watched = await chromium.OpenAsync(new PageView(width, dark)))
        {
            await LookAsync(watched, waiting, "/", "empty");
            string id = await waiting.UploadAsync(await FilledApplication.SampleAsync("messages.log"));
            await LookAsync(watched, waiting, $"/cases/{id}", "waiting");
        }

        await using (RunningApplication failing = await RunningApplication.StartAsync(change: s => s with { AnalysisCommand = ["/bin/false"] }))
        await using (WatchedPage watched = await chromium.OpenAsync(new PageView(width, dark)))
        {
            string id = await failing.UploadAsync(await FilledApplication.SampleAsync("messages.log"));
            await failing.DoneAsync(id);
            await LookAsync(watched, failing, $"/cases/{id}", "failed");
        }

        await using (RunningApplication closed = await RunningApplication.StartAsync(change: s => s with { Token = "0123456789abcdef" }))
        await using (WatchedPage watched = await chromium.OpenAsync(new PageView(width, dark)))
            await LookAsync(watched, closed, "/", "sign-in", refused: true);
    }

    // The console tells of a page that is refused, as it should. The report's own tests hold its faults, and keep it as a whole.
    static async Task LookAsync(WatchedPage watched, RunningApplication application, string path, string name, bool refused = false, bool isReport = false)
    {
        await watched.Page.GotoAsync(application.Address + path);
        await watched.ShootAsync($"serve-{name}", whole: !isReport);
        await watched.AssertFitsAsync();
        if (!isReport)
            await Axe.AssertNoSeriousFaultAsync(watched);
        watched.AssertQuiet(refused ? "status of 40" : null);
    }
}
