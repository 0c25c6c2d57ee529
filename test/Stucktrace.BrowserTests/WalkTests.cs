using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Stucktrace.BrowserTests.Support;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Walks;
using Stucktrace.Tests.Support;
using Stucktrace.Tests.Termination.Walks;

namespace Stucktrace.BrowserTests;

/// <summary>The walk's player in the founding report: from the first step to the one that is an earlier one again.</summary>
/// <param name="chromium">The browser.</param>
public class WalkTests(Chromium chromium)
{
    static readonly Lazy<WalkView> Walk = new(() => WalkView.Of(Diagnosis.Run([Checkout.Sample("dirpro")], new DiagnosisOptions()))!);

    static int From => (int)Walk.Value.Trace.Repeat!.From + 1;

    static int To => (int)Walk.Value.Trace.Repeat!.To + 1;

    [Fact]
    public async Task EveryStepIsWalkedUpToTheOneThatIsAnEarlierOneAgain()
    {
        await using WatchedPage watched = await chromium.OpenAsync(new PageView());
        IPage page = watched.Page;
        await page.GotoAsync(await FoundingReport.WriteAsync(Language.English));
        await page.Locator("#walk-changed").UncheckAsync();
        string state = string.Empty;
        for (int step = 1; step <= To; step++)
        {
            Assert.StartsWith($"step {step} of {To}", await page.Locator("#walk-status").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Equal(1, await page.Locator("#walk-code tr.now").CountAsync());
            if (step == From)
                state = await State(page);
            if (step < To)
                await page.Keyboard.PressAsync("j");
        }

        Assert.Contains($"step {To} = step {From}, all {Walk.Value.Trace.Repeat!.Cells} cells", await page.Locator("#walk-status").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(state, await State(page));
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"walk={To}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.Keyboard.PressAsync("b");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"walk={From}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        watched.AssertQuiet();
    }

    [Fact]
    public async Task AColleagueOpensTheSameStepInEitherLanguage()
    {
        await using WatchedPage watched = await chromium.OpenAsync(new PageView());
        IPage page = watched.Page;
        string report = await FoundingReport.WriteAsync(Language.English);
        await page.GotoAsync($"{report}#walk={From + 3}");
        Assert.StartsWith($"step {From + 3} of", await page.Locator("#walk-status").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("exit not taken: needs pid = 27388", await page.Locator("#walk-code tr.now .live").InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("label[for=lang-zh]").ClickAsync();
        Assert.StartsWith($"第 {From + 3} 步", await page.Locator("#walk-status").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("未走出口：需要 pid = 27388", await page.Locator("#walk-code tr.now .live").InnerTextAsync(), StringComparison.Ordinal);
        foreach (string nonsense in (string[])["0", "-5", "99999999", "x", "<b>"])
        {
            await page.GotoAsync($"{report}#walk={Uri.EscapeDataString(nonsense)}");
            Assert.Equal(1, await page.Locator("#walk-code tr.now").CountAsync());
        }

        watched.AssertQuiet();
    }

    [Fact]
    public async Task ARegisterLeadsBackToWhatWasRead()
    {
        await using WatchedPage watched = await chromium.OpenAsync(new PageView());
        IPage page = watched.Page;
        await page.GotoAsync($"{await FoundingReport.WriteAsync(Language.English)}#walk={From + 2}");
        await page.Locator("#walk-changed").UncheckAsync();
        await page.Locator("#walk-registers button", new PageLocatorOptions { HasTextString = "rdx" }).ClickAsync();
        string origin = await page.Locator("#walk-origin").InnerTextAsync();
        Assert.Contains("tasks.next", origin, StringComparison.Ordinal);
        Assert.Contains("laid out by the situation", origin, StringComparison.Ordinal);
        // eax is the number that the caller asked for: a copy of its first argument.
        await page.Locator("#walk-registers button", new PageLocatorOptions { HasTextString = "rax" }).ClickAsync();
        Assert.Contains("1 move folded", await page.Locator("#walk-origin").InnerTextAsync(), StringComparison.Ordinal);
        watched.AssertQuiet();
    }

    [Theory]
    [InlineData(Language.English, "assumed by the situation", "EAX = 0x6afc", "The same value.")]
    [InlineData(Language.Chinese, "由情形假定", "EAX = 0x6afc", "值相同。")]
    public async Task TheChainOfARegisterEndsInTheLineOfTheLogThatHoldsIt(Language language, string assumed, string held, string compared)
    {
        await using WatchedPage watched = await chromium.OpenAsync(new PageView());
        IPage page = watched.Page;
        await page.GotoAsync(await FoundingReport.WriteAsync(language));
        // From the line of the log to the step at its instruction: the log's registers stand beside those of the walk.
        await page.Locator(".walk-log button").First.ClickAsync();
        Assert.Equal(1, await page.Locator(".walk-log li.now").CountAsync());
        Assert.Contains("0x6afc", await page.Locator("#walk-registers tr", new PageLocatorOptions { HasTextString = "rax" }).InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("#walk-registers button", new PageLocatorOptions { HasTextString = "rax" }).ClickAsync();
        string[] chain = [.. await page.Locator("#walk-origin li").AllInnerTextsAsync()];
        Assert.Contains(assumed, chain[^2], StringComparison.Ordinal);
        Assert.StartsWith("L", chain[^1], StringComparison.Ordinal);
        Assert.Contains(held, chain[^1], StringComparison.Ordinal);
        Assert.Contains(compared, chain[^1], StringComparison.Ordinal);
        await page.Locator("#walk-origin li a").Last.ClickAsync();
        await Assertions.Expect(page.Locator("#raw li:target")).ToContainTextAsync("RAX: 0000000000006afc");
        watched.AssertQuiet();
    }

    [Fact]
    public async Task AWalkThatCouldNotBeFollowedIsSteppedUpToWhereItStops()
    {
        await using WatchedPage watched = await chromium.OpenAsync(new PageView());
        IPage page = watched.Page;
        await page.GotoAsync($"{await FoundingReport.WriteAsync(LongWalk.Open(10, 7), Language.English)}#walk=9999");
        Assert.Contains("the trace ends here", await page.Locator("#walk-status").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("was left out of the dump", await page.Locator("#walk-view > .repeat").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("#walk-edge").CountAsync());
        await page.Keyboard.PressAsync("k");
        Assert.DoesNotContain("∞", await page.Locator("#walk-status").InnerTextAsync(), StringComparison.Ordinal);
        watched.AssertQuiet();
    }

    [Theory]
    [MemberData(nameof(PageView.Kept), MemberType = typeof(PageView))]
    public async Task TheWalkFitsAndIsAccessible(int width, bool dark)
    {
        await using WatchedPage watched = await chromium.OpenAsync(new PageView(width, dark));
        IPage page = watched.Page;
        await page.GotoAsync($"{await FoundingReport.WriteAsync(Language.English)}#walk={From + 1}");
        await page.EvaluateAsync("document.querySelectorAll('.walk details, .scenarios details:nth-of-type(12)').forEach(d => d.open = true)");
        await page.Locator("#walk-registers button").First.ClickAsync();
        await watched.AssertFitsAsync();
        await page.Locator("#walk-view").ScreenshotAsync(new LocatorScreenshotOptions { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", $"walk-{watched.View}.png") });
        await Axe.AssertNoSeriousFaultAsync(watched);
        watched.AssertQuiet();
    }

    [Fact]
    public async Task WithoutScriptsOneRoundTheListAndTheCertificateAreThere()
    {
        await using WatchedPage watched = await chromium.OpenAsync(new PageView { Scripts = false });
        IPage page = watched.Page;
        await page.GotoAsync(await FoundingReport.WriteAsync(Language.English));
        Assert.False(await page.Locator("#walk-bar").IsVisibleAsync());
        Assert.True(await page.Locator("#walk-code").IsVisibleAsync());
        Assert.True(await page.Locator("svg.ring").IsVisibleAsync());
        await page.Locator("#walk-round summary").ClickAsync();
        Assert.Contains("needs pid = 27388", await page.Locator("#walk-round").InnerTextAsync(), StringComparison.Ordinal);
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a.download").ClickAsync());
        Assert.Equal("certificate.json", download.SuggestedFilename);
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
        Assert.Equal(Walk.Value.Trace.Repeat!.Proof.Digest, document.RootElement.GetProperty("certificate").GetProperty("digest").GetString());
        watched.AssertQuiet();
    }

    // What is shown of the machine: registers and memory, without what names the step.
    static async Task<string> State(IPage page) => await page.Locator("#walk-registers").InnerTextAsync() + await page.Locator("#walk-memory").InnerTextAsync();
}
