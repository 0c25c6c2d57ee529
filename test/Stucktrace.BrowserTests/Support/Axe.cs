using System.Text.Json;
using Stucktrace.Tests.Support;

namespace Stucktrace.BrowserTests.Support;

/// <summary>The accessibility checker axe-core, which npm brings into this project's folder (.ci/run); without it its tests are skipped, visibly.</summary>
static class Axe
{
    static string Script { get; } = Path.Combine(Checkout.Root, "test", "Stucktrace.BrowserTests", "node_modules", "axe-core", "axe.min.js");

    /// <summary>Fails when axe finds a serious or critical fault in the page.</summary>
    internal static async Task AssertNoSeriousFaultAsync(WatchedPage watched)
    {
        Assert.SkipUnless(File.Exists(Script), $"needs {Script}: npm ci --prefix test/Stucktrace.BrowserTests");
        // Evaluated, not added as an element: the page's own content security policy would rightly refuse that.
        await watched.Page.EvaluateAsync(await File.ReadAllTextAsync(Script));
        string faults = await watched.Page.EvaluateAsync<string>(
            """
            async () => {
              const found = await axe.run(document, { resultTypes: ['violations'] });
              return JSON.stringify(found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 5).map(n => n.html.slice(0, 200) + ' ' + (n.any[0]?.message ?? '')).join(' | ')}`));
            }
            """);
        string[] found = JsonSerializer.Deserialize<string[]>(faults)!;
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
