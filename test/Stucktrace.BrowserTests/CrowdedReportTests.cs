using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Stucktrace.BrowserTests.Support;
using Stucktrace.Reporting;
using Stucktrace.Termination.Walks;

namespace Stucktrace.BrowserTests;

/// <summary>A report of 1,000 reports and of a walk round 100,000 nodes: what is folded is counted, and everything that is shown can be reached.</summary>
/// <param name="chromium">The browser.</param>
public class CrowdedReportTests(Chromium chromium)
{
    const int Steps = (CrowdedCase.Nodes * 5) + 1;

    [Fact]
    public async Task ItIsFoldedAndSteppedFromEndToEndByKeyboard()
    {
        string address = await FoundingReport.WriteAsync(CrowdedCase.Result.Value, Language.English);
        Assert.InRange(new FileInfo(new Uri(address).LocalPath).Length, 100_000, 3_000_000);
        await using WatchedPage watched = await chromium.OpenAsync(new PageView(1280) { Height = 720 });
        IPage page = watched.Page;
        await page.GotoAsync(address);
        Assert.True(await page.EvaluateAsync<int>("document.querySelectorAll('*').length") < 25_000);
        await Assertions.Expect(page.Locator("h1")).ToBeInViewportAsync();

        // Every key press is a step, from the first to the last one that is kept.
        int presses = await page.EvaluateAsync<int>("() => { let n = 0; while (!document.getElementById('walk-on').disabled && n < 10000) { document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true })); n++; } return n; }");
        Assert.Equal(WalkLimits.Default.MaxKeptSteps - 1, presses);
        Assert.Contains($"step {Steps} = step 1", await page.Locator("#walk-status").InnerTextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"walk={Steps}$", RegexOptions.None, TimeSpan.FromSeconds(1)));

        // What is left out is said where one steps over it.
        await page.EvaluateAsync("location.hash = '#walk=3000'");
        Assert.Contains($"steps 3001 to {Steps - 3000} were executed and are not in this page", await page.Locator("#walk-status").InnerTextAsync(), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("j");
        Assert.StartsWith($"step {Steps - 2999} of", await page.Locator("#walk-status").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("3001 to", await page.Locator("#walk-status").InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("#walk-changed").UncheckAsync();
        await page.Locator("#walk-registers button").First.ClickAsync();
        Assert.NotEqual(0, await page.Locator("#walk-origin li").CountAsync());

        // The last report in the page is reached by its address.
        await page.EvaluateAsync("location.hash = document.querySelector('#raw li:last-child').id");
        await Assertions.Expect(page.Locator("#raw li:target")).ToBeInViewportAsync();
        watched.AssertQuiet();
    }
}
