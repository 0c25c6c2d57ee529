using Stucktrace.BrowserTests.Support;
using Stucktrace.Reporting;

namespace Stucktrace.BrowserTests;

/// <summary>The stand-alone report of the founding case in a browser.</summary>
/// <param name="chromium">The browser.</param>
public class ReportTests(Chromium chromium)
{
    [Theory]
    [MemberData(nameof(PageView.Kept), MemberType = typeof(PageView))]
    public async Task ShowsTheVerdictWithoutComplaint(int width, bool dark)
    {
        await using WatchedPage watched = await chromium.OpenAsync(new PageView(width, dark));
        await watched.Page.GotoAsync(await FoundingReport.WriteAsync(Language.English));
        Assert.Contains("get_process_name", await watched.Page.Locator("h1").First.InnerTextAsync(), StringComparison.Ordinal);
        await watched.AssertFitsAsync();
        await watched.ShootAsync("report");
        watched.AssertQuiet();
    }
}
