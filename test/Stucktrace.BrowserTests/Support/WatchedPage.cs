using System.Collections.Concurrent;
using Microsoft.Playwright;
using Stucktrace.Tests.Support;

namespace Stucktrace.BrowserTests.Support;

/// <summary>A page whose complaints and requests are written down: no test may end with an error on the console, a dialog, or a request that leaves the machine.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    readonly IBrowserContext _context;
    readonly ConcurrentQueue<string> _errors = new();
    readonly ConcurrentQueue<string> _strangers = new();
    readonly ConcurrentDictionary<string, string> _origins = new(StringComparer.Ordinal);

    internal WatchedPage(IBrowserContext context, IPage page, PageView view)
    {
        _context = context;
        Page = page;
        View = view;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _errors.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Dialog += async (_, dialog) =>
        {
            _errors.Enqueue($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        context.Page += (_, opened) =>
        {
            if (opened != page)
                _errors.Enqueue($"another page: {opened.Url}");
        };
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not ("data" or "blob" or "about") } asked)
                _origins.TryAdd(asked.GetLeftPart(UriPartial.Authority), request.Url);
            if (!IsHere(request.Url))
                _strangers.Enqueue(request.Url);
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>How it is looked at.</summary>
    public PageView View { get; }

    /// <summary>Fails when the console has an error or a request left the machine.</summary>
    /// <param name="but">Part of an error that is wanted here, and is forgotten.</param>
    public void AssertQuiet(string? but = null)
    {
        string[] errors = [.. _errors];
        _errors.Clear();
        Assert.True(errors.All(e => but is not null && e.Contains(but, StringComparison.Ordinal)), string.Join("\n", errors));
        Assert.True(_strangers.IsEmpty, string.Join("\n", _strangers));
    }

    /// <summary>Fails when the console has an error or a request went anywhere but to one place.</summary>
    /// <param name="origin">Scheme, host and port.</param>
    public void AssertStaysAt(string origin)
    {
        AssertQuiet();
        Assert.Equal(origin, Assert.Single(_origins).Key);
    }

    /// <summary>Keeps a picture of the whole page as test output: artifacts/screenshots/NAME-WIDTH-THEME.png.</summary>
    /// <param name="name">Name of what is seen.</param>
    /// <param name="whole">Whether the part below the window is in it too.</param>
    public Task ShootAsync(string name, bool whole = true) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", $"{name}-{View}.png"),
        FullPage = whole,
    });

    /// <summary>Fails when the page is wider than the window: then a reader must scroll sideways to read a sentence.</summary>
    /// <param name="window">Width of the window, where it was changed.</param>
    public async Task AssertFitsAsync(int? window = null)
    {
        int width = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= (window ?? View.Width), $"the page is {width} px wide in a window of {window ?? View.Width} px: {Page.Url}");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    static bool IsHere(string url) => new Uri(url) is var uri && (uri.Scheme is "file" or "data" or "blob" or "about" || uri.IsLoopback);
}
