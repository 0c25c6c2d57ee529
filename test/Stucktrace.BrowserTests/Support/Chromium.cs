using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Stucktrace.BrowserTests.Support.Chromium))]

namespace Stucktrace.BrowserTests.Support;

/// <summary>The one browser of all tests: Debian's Chromium, started when the first test asks for a page. Tests are skipped, visibly, where it is missing.</summary>
public sealed class Chromium : IAsyncLifetime
{
    const string Program = "/usr/bin/chromium";
    readonly SemaphoreSlim _starting = new(1, 1);
    IPlaywright? _playwright;
    IBrowser? _browser;

    /// <summary>A page of its own: nothing of other tests is in it.</summary>
    /// <param name="view">Width, theme, scripts.</param>
    public async Task<WatchedPage> OpenAsync(PageView view)
    {
        Assert.SkipUnless(File.Exists(Program), $"needs {Program}");
        IBrowser browser = await StartAsync();
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = view.Width, Height = view.Height },
            ColorScheme = view.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = view.Scripts,
            Locale = view.Locale,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(30_000);
        return new WatchedPage(context, await context.NewPageAsync(), view);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    async Task<IBrowser> StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Program,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }
        finally
        {
            _starting.Release();
        }
    }
}
