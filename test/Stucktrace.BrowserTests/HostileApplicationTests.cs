using Microsoft.Playwright;
using Stucktrace.BrowserTests.Support;
using Stucktrace.Tests.Reporting;
using Stucktrace.Tests.Web;
using Stucktrace.Web.Analyses;

namespace Stucktrace.BrowserTests;

/// <summary>Files, names and results that want to run, hide or break something, on every page of the application: nothing runs, nothing asks elsewhere, nothing is wider than the window.</summary>
/// <param name="chromium">The browser.</param>
public sealed class HostileApplicationTests(Chromium chromium) : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stucktrace-hostile");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    static async Task AssertHarmlessAsync(WatchedPage watched, RunningApplication application)
    {
        Assert.False(await watched.Page.EvaluateAsync<bool>("'owned' in window"), watched.Page.Url);
        Assert.Equal(0, await watched.Page.Locator("iframe, img, object, embed, [onerror], [onload], [onfocus], [style]").CountAsync());
        foreach (int width in (int[])[360, 1440])
        {
            await watched.Page.SetViewportSizeAsync(width, watched.View.Height);
            await watched.AssertFitsAsync(width);
        }

        watched.AssertStaysAt(application.Address);
    }

    static Task UploadAsync(IPage page, params FilePayload[] files) => UploadAsync(page, "#upload", "form.drop button", files);

    static async Task UploadAsync(IPage page, string field, string button, params FilePayload[] files)
    {
        await page.SetInputFilesAsync(field, files);
        await page.ClickAsync(button);
        await page.WaitForURLAsync("**/cases/*");
    }

    static FilePayload File(string name, byte[] bytes) => new() { Name = name, MimeType = "application/octet-stream", Buffer = bytes };

    /// <summary>All that can be seen and done with two cases: upload, watch, report, list, search, compare, export, import, delete.</summary>
    static async Task GoRoundAsync(WatchedPage watched, RunningApplication application, string attack, params FilePayload[] files)
    {
        IPage page = watched.Page;
        string id = string.Empty, other = string.Empty;
        for (int i = 0; i < 2; i++)
        {
            await page.GotoAsync(application.Address);
            await UploadAsync(page, files);
            other = id;
            id = new Uri(page.Url).Segments[^1];
            await Assertions.Expect(page.Locator(".verdict h1")).Not.ToBeEmptyAsync(new() { Timeout = 60_000 });
            await AssertHarmlessAsync(watched, application);
        }

        foreach (string path in (string[])["/", $"/?q={Uri.EscapeDataString(attack[..Math.Min(attack.Length, 200)])}", $"/cases/{id}/report", $"/compare?case={id}&case={other}", $"/cases/{id}/delete", "/language?to=zh&back=/", $"/cases/{id}", $"/compare?case={id}&case={other}", $"/cases/{id}/report"])
        {
            await page.GotoAsync(application.Address + path);
            await AssertHarmlessAsync(watched, application);
        }

        // Out as an archive and in again, as a third case.
        await page.GotoAsync($"{application.Address}/cases/{id}");
        IDownload archive = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a[href$='/archive']"));
        await page.GotoAsync(application.Address);
        await page.ClickAsync("#import summary");
        await UploadAsync(page, "#archive", "#import button", File("case.tar.gz", await System.IO.File.ReadAllBytesAsync(await archive.PathAsync(), Stop)));
        await Assertions.Expect(page.Locator(".verdict h1")).Not.ToBeEmptyAsync(new() { Timeout = 60_000 });
        await page.GotoAsync(application.Address);
        await AssertHarmlessAsync(watched, application);
        await Assertions.Expect(page.Locator(".cases li")).ToHaveCountAsync(3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhateverStandsInAFieldOfAResultNothingRunsAndNothingBreaks(bool markup)
    {
        string attack = markup ? HostileFiles.Markup : HostileFiles.Long, name = attack.Length > 100 ? attack[..100] : attack;
        AnalysisResults.Write(Planted.In(HandMade.FoundingCase(), s => s + attack), [attack], _folder.FullName);
        await using RunningApplication application = await RunningApplication.StartAsync(change: s => s with { AnalysisCommand = ["/bin/cp", "-r", $"{_folder.FullName}/.", "."] });
        await using WatchedPage watched = await chromium.OpenAsync(new PageView());
        await GoRoundAsync(watched, application, attack, File($"{name}.log", "kernel: text\n"u8.ToArray()));
    }

    [Fact]
    public async Task AHostileLogAndModuleAreDiagnosedAndShown()
    {
        await using RunningApplication application = await RunningApplication.StartAsync();
        await using WatchedPage watched = await chromium.OpenAsync(new PageView());
        await GoRoundAsync(watched, application, HostileFiles.Markup, File("<img src=x onerror=window.owned=1>\u202egol.log", HostileFiles.Log()), File("<svg onload=window.owned=1>.ko", HostileFiles.Module()));
        await watched.Page.GotoAsync(application.Address);
        await watched.ShootAsync("serve-hostile");
        await Assertions.Expect(watched.Page.Locator(".cases .headline").First).ToContainTextAsync("get_process_name");
    }
}
