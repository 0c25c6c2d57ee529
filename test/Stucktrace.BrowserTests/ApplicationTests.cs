using Microsoft.Playwright;
using Stucktrace.BrowserTests.Support;
using Stucktrace.Tests.Support;
using Stucktrace.Tests.Web;

namespace Stucktrace.BrowserTests;

/// <summary>The application in a browser, with the founding case.</summary>
/// <param name="chromium">The browser.</param>
public class ApplicationTests(Chromium chromium)
{
    [Fact]
    public async Task TakesTheFoundingCaseAndShowsItsReport()
    {
        await using RunningApplication application = await RunningApplication.StartAsync();
        await using WatchedPage watched = await chromium.OpenAsync(new PageView());
        IPage page = watched.Page;
        await page.GotoAsync(application.Address);
        await page.SetInputFilesAsync("#files", [Checkout.Sample("dirpro", "messages.log"), Checkout.Sample("dirpro", "vmcore-dmesg.txt"), Checkout.Sample("dirpro", "dirpro.ko")]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and diagnose" }).ClickAsync();
        await page.WaitForURLAsync("**/cases/*");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("get_process_name+0x50", new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the report" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1").First).ToContainTextAsync("get_process_name+0x50");
        watched.AssertQuiet();
    }
}
