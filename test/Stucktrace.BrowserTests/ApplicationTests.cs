using Microsoft.Playwright;
using Stucktrace.BrowserTests.Support;
using Stucktrace.Tests.Support;
using Stucktrace.Tests.Web;

namespace Stucktrace.BrowserTests;

/// <summary>The application in a browser, with the founding case.</summary>
/// <param name="chromium">The browser.</param>
public class ApplicationTests(Chromium chromium)
{
    static string Sample(string name) => Checkout.Sample("dirpro", name);

    static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    [Fact]
    public async Task TakesTheFoundingCaseFromDropToDelete()
    {
        await using RunningApplication application = await RunningApplication.StartAsync();
        await using WatchedPage watched = await chromium.OpenAsync(new PageView());
        IPage page = watched.Page;

        // The log alone, then a second case with the module too; what is of no use is refused by name before it is sent.
        await page.GotoAsync(application.Address);
        await page.SetInputFilesAsync("#upload", [Sample("vmcore-dmesg.txt")]);
        await page.ClickAsync("form.drop button");
        await Expect(page.Locator(".verdict h1")).ToContainTextAsync("new_sys_kill", new() { Timeout = 60_000 });
        await page.GotoAsync(application.Address);
        await DropAsync(page, [Sample("messages.log"), Sample("dirpro.ko"), "/usr/bin/env"]);
        await Expect(page.Locator(".uploads .problem")).ToContainTextAsync("env");
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on" }).ClickAsync();
        await Expect(page.Locator("#pipeline .stages li")).ToHaveCountAsync(7);
        await Expect(page.Locator(".verdict h1")).ToContainTextAsync("get_process_name+0x50", new() { Timeout = 60_000 });
        string second = page.Url;

        // The report opens on its own page and steps to the repeat, in both languages; its own proof can be kept; it leads back.
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the report" }).ClickAsync();
        await Expect(page.Locator("h1").First).ToContainTextAsync("get_process_name+0x50");
        await StepToTheRepeatAsync(page);
        IDownload certificate = await page.RunAndWaitForDownloadAsync(() => page.Locator("a.download").ClickAsync());
        Assert.Contains("\"digest\"", await File.ReadAllTextAsync(await certificate.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "← Case" }).ClickAsync();
        Assert.Equal(second, page.Url);

        // Downloads.
        foreach ((string link, string end) in ((string, string)[])[("Download HTML", ".html"), ("JSON", ".json"), ("Proof", "-certificate.json"), ("Export the case", ".tar.gz")])
        {
            IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync());
            Assert.EndsWith(end, download.SuggestedFilename, StringComparison.Ordinal);
            Assert.True(new FileInfo(await download.PathAsync()).Length > 500, link);
        }

        // The module file for the first case: both answers stay, and the change is shown.
        await page.GotoAsync(application.Address);
        await page.Locator(".cases .headline").Nth(1).ClickAsync();
        await page.SetInputFilesAsync("#upload", [Sample("dirpro.ko")]);
        await page.ClickAsync("form.drop button");
        await Expect(page.Locator(".analyses li")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Expect(page.Locator("#pipeline")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Expect(page.Locator("#files tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator(".analyses .change")).ToHaveTextAsync("confidence: likely → strong");

        // Both are one failure.
        await page.GotoAsync(application.Address);
        await Expect(page.Locator("#groups li")).ToHaveCountAsync(1);
        await page.Locator(".cases input[type=checkbox]").Nth(0).CheckAsync();
        await page.Locator(".cases input[type=checkbox]").Nth(1).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare two" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("same failure");
        await page.GetByLabel("differences").CheckAsync();
        await Expect(page.Locator(".points tr.agree").First).ToBeHiddenAsync();

        // Filter.
        await page.FillAsync("#q", "dirpro");
        await page.SelectOptionAsync("#field", "module");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(page.Locator(".cases li")).ToHaveCountAsync(2);
        await page.FillAsync("#q", "nothing of that name");
        await page.PressAsync("#q", "Enter");
        await Expect(page.Locator(".cases li")).ToHaveCountAsync(0);

        // Language: of the page, and of what it says about the case.
        await page.GetByRole(AriaRole.Link, new() { Name = "中文" }).ClickAsync();
        await Expect(page.Locator("#cases-title")).ToHaveTextAsync("找到 0 个案例");
        await page.GotoAsync(second);
        await Expect(page.Locator("h1")).ToContainTextAsync("第三方模块");
        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();

        // Delete, after a question.
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete the case" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the case" }).ClickAsync();
        await Expect(page.Locator(".cases li")).ToHaveCountAsync(1);
        watched.AssertStaysAt(application.Address);
    }

    // From wherever the player stands: forward with its own button until the state is an earlier one again.
    static async Task StepToTheRepeatAsync(IPage page)
    {
        ILocator status = page.Locator("#walk-status"), next = page.Locator("#walk-on");
        string text = string.Empty;
        for (int i = 0; i < 2_000 && !text.Contains(" = step ", StringComparison.Ordinal); i++)
        {
            await next.ClickAsync();
            text = await status.InnerTextAsync();
        }

        Assert.Matches("^step ([0-9]+) of \\1\\b", text);
        Assert.Matches("step [0-9]+ = step [0-9]+, all [0-9]+ cells", text);
        Assert.Contains("walk=", page.Url, StringComparison.Ordinal);
        await page.Locator("label[for=lang-zh]").ClickAsync();
        await Expect(status).ToContainTextAsync("步");
        await page.Locator("label[for=lang-en]").ClickAsync();
        await Expect(status).ToContainTextAsync(" = step ");
    }

    [Theory]
    [InlineData("en-US", "confidence: likely → strong")]
    [InlineData("zh-CN", "置信度：很可能 → 证据充分")]
    public async Task AModuleAddedLaterRaisesTheConfidenceForAllToSeeByKeyboardAlone(string locale, string change)
    {
        await using RunningApplication application = await RunningApplication.StartAsync();
        string id = await application.UploadAsync(("vmcore-dmesg.txt", await File.ReadAllBytesAsync(Sample("vmcore-dmesg.txt"), TestContext.Current.CancellationToken)));
        await application.DoneAsync(id);
        await using WatchedPage watched = await chromium.OpenAsync(new PageView { Locale = locale });
        IPage page = watched.Page;
        await page.GotoAsync($"{application.Address}/cases/{id}");
        await Expect(page.Locator(".verdict .badge")).ToHaveClassAsync("badge likely");
        await Expect(page.Locator("#raised li").First).ToContainTextAsync(".ko");

        // The file dialog is the browser's own; all else by keys.
        await page.SetInputFilesAsync("#upload", [Sample("dirpro.ko")]);
        await page.Locator("#upload").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".analyses .change")).ToHaveTextAsync(change, new() { Timeout = 60_000 });
        await Expect(page.Locator(".verdict .badge")).ToHaveClassAsync("badge strong");
        await Expect(page.Locator(".verdict .change")).ToHaveTextAsync(change);
        await watched.ShootAsync($"serve-raised-{locale}");

        // Each answer still leads to its own report.
        await page.Locator(".analyses a").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/report?run=1");
        watched.AssertStaysAt(application.Address);
    }

    [Fact]
    public async Task WorksWithoutScriptsAndByKeyboard()
    {
        await using RunningApplication application = await RunningApplication.StartAsync();
        await using WatchedPage watched = await chromium.OpenAsync(new PageView { Scripts = false });
        IPage page = watched.Page;
        await page.GotoAsync(application.Address);
        await page.SetInputFilesAsync("#upload", [Sample("vmcore-dmesg.txt")]);
        await page.Locator("#upload").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cases/*");
        await application.DoneAsync(new Uri(page.Url).Segments[^1]);
        // The page loads itself again every three seconds while the diagnosis goes on.
        await Expect(page.Locator(".verdict h1")).ToContainTextAsync("new_sys_kill", new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete the case" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the case" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#cases-title")).ToHaveTextAsync("Cases (0)");
        watched.AssertQuiet();
    }

    /// <summary>Drops files on the drop zone as a file manager does.</summary>
    static async Task DropAsync(IPage page, string[] files)
    {
        IJSHandle transfer = await page.EvaluateHandleAsync(
            "async files => { const t = new DataTransfer(); for (const f of files) t.items.add(new File([Uint8Array.from(atob(f.data), c => c.charCodeAt(0))], f.name)); return t; }",
            files.Select(f => new { name = Path.GetFileName(f), data = Convert.ToBase64String(File.ReadAllBytes(f)) }).ToArray());
        await page.DispatchEventAsync("form.drop", "drop", new { dataTransfer = transfer });
    }
}
