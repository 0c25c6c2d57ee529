using Microsoft.Playwright;
using Stucktrace.BrowserTests.Support;
using Stucktrace.Reporting;

namespace Stucktrace.BrowserTests;

/// <summary>What the frame of the report promises: first screen, languages, themes, keyboard, paper, links.</summary>
/// <param name="chromium">The browser.</param>
public class ReportFrameTests(Chromium chromium)
{
    static ILocator Heading(WatchedPage watched) => watched.Page.Locator("h1");

    async Task<WatchedPage> OpenAsync(PageView view, Language language = Language.English, string address = "")
    {
        WatchedPage watched = await chromium.OpenAsync(view);
        await watched.Page.GotoAsync(await FoundingReport.WriteAsync(language) + address);
        return watched;
    }

    [Theory]
    [InlineData(Language.English, false)]
    [InlineData(Language.Chinese, false)]
    [InlineData(Language.English, true)]
    [InlineData(Language.Chinese, true)]
    public async Task TheFirstScreenHoldsVerdictChainStepsReasonsAndEvidence(Language language, bool dumped)
    {
        await using WatchedPage watched = await chromium.OpenAsync(new PageView(1280) { Height = 720 });
        await watched.Page.GotoAsync(dumped ? await FoundingReport.WriteDumpedAsync(language) : await FoundingReport.WriteAsync(language));
        foreach (string part in (string[])["#verdict", "#verdict .cause", "#verdict .link.next >> nth=0", "#verdict .suffers", "#verdict .confidence", "#now", "#why", "#evidence ul"])
        {
            LocatorBoundingBoxResult? box = await watched.Page.Locator(part).BoundingBoxAsync();
            Assert.True(box is { Y: >= 0, Height: > 15 } && box.Y + box.Height <= 720, $"{part} ends at {box?.Y + box?.Height}");
        }

        await watched.ShootAsync($"report-first-{(dumped ? "dump-" : string.Empty)}{language}", whole: false);
    }

    [Fact]
    public async Task TheLanguageIsSwitchedInThePageAndKeptInTheAddress()
    {
        await using WatchedPage watched = await OpenAsync(new PageView());
        Assert.Contains("is stuck in", await Heading(watched).InnerTextAsync(), StringComparison.Ordinal);
        await watched.Page.GetByText("中文", new() { Exact = true }).ClickAsync();
        string text = await Heading(watched).InnerTextAsync();
        Assert.Contains("卡死", text, StringComparison.Ordinal);
        Assert.DoesNotContain("is stuck in", text, StringComparison.Ordinal);
        Assert.Equal("zh-CN", await watched.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Contains("卡死", await watched.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.EndsWith("#lang=zh", watched.Page.Url, StringComparison.Ordinal);

        // A link inside the page keeps the choice, and so does whoever opens the address.
        await watched.Page.Locator("#why a").First.ClickAsync();
        Assert.Matches("#f\\d+&lang=zh$", watched.Page.Url);
        await using WatchedPage colleague = await OpenAsync(new PageView(), Language.English, new Uri(watched.Page.Url).Fragment);
        Assert.Contains("卡死", await Heading(colleague).InnerTextAsync(), StringComparison.Ordinal);
        await watched.Page.Keyboard.PressAsync("Home");
        await watched.Page.GetByText("English", new() { Exact = true }).ClickAsync();
        Assert.Contains("is stuck in", await watched.Page.TitleAsync(), StringComparison.Ordinal);
        watched.AssertQuiet();
        colleague.AssertQuiet();
    }

    [Theory]
    [InlineData("#zh", "卡死")]
    [InlineData("#lang=zh", "卡死")]
    [InlineData("#lang=%E0%A4%A&x=%", "is stuck in")]
    [InlineData("#<img src=x onerror=alert(1)>&lang=<b>", "is stuck in")]
    public async Task AnAddressChoosesTheLanguageAndNothingElse(string address, string expected)
    {
        await using WatchedPage watched = await OpenAsync(new PageView(), Language.English, address);
        Assert.Contains(expected, await Heading(watched).InnerTextAsync(), StringComparison.Ordinal);
        watched.AssertQuiet();
    }

    [Fact]
    public async Task WithoutScriptsLanguageAndThemeAreSwitchedAllTheSame()
    {
        await using WatchedPage watched = await OpenAsync(new PageView { Scripts = false }, Language.Chinese);
        Assert.DoesNotContain("is stuck in", await Heading(watched).InnerTextAsync(), StringComparison.Ordinal);
        await watched.Page.GetByText("English", new() { Exact = true }).ClickAsync();
        Assert.Contains("is stuck in", await Heading(watched).InnerTextAsync(), StringComparison.Ordinal);
        await watched.Page.GetByText("dark", new() { Exact = true }).ClickAsync();
        Assert.Equal(0, await watched.Page.Locator("button:visible").CountAsync());
        await watched.ShootAsync("report-no-scripts", whole: false);
        watched.AssertQuiet();
    }

    [Theory]
    [InlineData(false, Language.English)]
    [InlineData(true, Language.Chinese)]
    public async Task AxeFindsNoSeriousFault(bool dark, Language language)
    {
        await using WatchedPage watched = await OpenAsync(new PageView(1440, dark), language);
        await Axe.AssertNoSeriousFaultAsync(watched);
        watched.AssertQuiet();
    }

    [Theory]
    [InlineData(360, Language.English)]
    [InlineData(360, Language.Chinese)]
    [InlineData(768, Language.English)]
    public async Task NoWindowIsTooNarrow(int width, Language language)
    {
        await using WatchedPage watched = await OpenAsync(new PageView(width), language);
        await watched.AssertFitsAsync();
    }

    [Fact]
    public async Task TheKeyboardReachesVerdictAndSwitches()
    {
        await using WatchedPage watched = await OpenAsync(new PageView());
        await watched.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("#verdict", await watched.Page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        Assert.True((await watched.Page.Locator(".skip").BoundingBoxAsync())!.Width > 20, "the skip link is not seen while it has the focus");
        await watched.Page.Locator("#lang-en").FocusAsync();
        await watched.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Contains("卡死", await Heading(watched).InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeadingsAreInOrderAndLandmarksAreThere()
    {
        await using WatchedPage watched = await OpenAsync(new PageView());
        int[] levels = await watched.Page.EvaluateAsync<int[]>("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.localName[1])");
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.First} is followed by h{pair.Second}"));
        foreach (string landmark in (string[])["header", "nav", "main"])
            Assert.Equal(1, await watched.Page.Locator(landmark).CountAsync());
    }

    [Fact]
    public async Task APlaceLeadsToItsLineEvenInAClosedPart()
    {
        await using WatchedPage watched = await OpenAsync(new PageView());
        await watched.Page.Locator("#findings a[href^='#l']").First.ClickAsync();
        ILocator line = watched.Page.Locator("#raw li:target");
        await Assertions.Expect(line).ToBeInViewportAsync();
        Assert.NotEqual(0, await line.Locator("a[href^='#f']").CountAsync());
        await watched.Page.Locator("#findings a[href^='#b']").First.ClickAsync();
        await Assertions.Expect(watched.Page.Locator("#bytes tr:target")).ToContainTextAsync("objdump");
    }

    [Fact]
    public async Task OnPaperNothingIsHiddenOrDark()
    {
        await using WatchedPage watched = await OpenAsync(new PageView(1000, Dark: true));
        await watched.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await watched.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        Assert.Equal("rgb(255, 255, 255)", await watched.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal(0, await watched.Page.Locator("button:visible, .switches:visible").CountAsync());
        Assert.True(await watched.Page.Locator("#raw li").Last.IsVisibleAsync());
        Assert.True(await watched.Page.Locator("#catalogue dd").Last.IsVisibleAsync());
        await watched.ShootAsync("report-print");
    }

    [Fact]
    public async Task ACopyButtonCopiesWhatIsSeen()
    {
        await using WatchedPage watched = await OpenAsync(new PageView());
        await watched.Page.Locator("button[data-copy=vendor-text]").ClickAsync();
        await Assertions.Expect(watched.Page.Locator("button[data-copy=vendor-text]")).ToContainTextAsync("copied");
        string copied = await watched.Page.Locator("#vendor-text").InnerTextAsync();
        Assert.StartsWith("Subject: ", copied, StringComparison.Ordinal);
        Assert.DoesNotContain("主题", copied, StringComparison.Ordinal);
        watched.AssertQuiet();
    }
}
