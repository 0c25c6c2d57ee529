using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Stucktrace.BrowserTests.Support;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;
using Stucktrace.Tests.Termination.Walks;

namespace Stucktrace.BrowserTests;

/// <summary>
/// How soon a report shows its verdict. Not a test: it is run by hand on a calm machine (<c>--explicit only --filter-class *PaintMeasurement</c>) and writes
/// artifacts/measurements/report-paint.md.
/// </summary>
/// <param name="chromium">The browser.</param>
public class PaintMeasurement(Chromium chromium)
{
    const int Runs = 15;

    [Fact(Explicit = true)]
    public async Task WritesHowSoonTheVerdictIsSeen()
    {
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{Runs} openings of each from disk in Debian's Chromium, a context of its own each time; the first, cold one is left out. Milliseconds from the start of the navigation until the verdict's heading was painted, and processor time of the page's main thread until nothing was left to do. Load of the machine before: {Load()}"),
            string.Empty,
            "| report | KB | verdict painted: median | least | most | main thread: median | a step: median |",
            "|---|---|---|---|---|---|---|",
        ];
        lines.Add(await MeasureAsync("founding case", await FoundingReport.WriteAsync(Language.English)));
        lines.Add(await MeasureAsync("K1: log, module, dump", await FoundingReport.WriteDumpedAsync(Language.English)));
        lines.Add(await MeasureAsync("walk round 100,000 nodes", await FoundingReport.WriteAsync(LongWalk.Result(CrowdedCase.Nodes, "node #"), Language.English)));
        lines.Add(await MeasureAsync("the same with 1,000 reports", await FoundingReport.WriteAsync(CrowdedCase.Result.Value, Language.English)));
        lines.Add(string.Empty);
        lines.Add($"Load of the machine after: {Load()}");
        string path = Path.Combine(Checkout.Root, "artifacts", "measurements", "report-paint.md");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage("{0}", string.Join('\n', lines));
    }

    async Task<string> MeasureAsync(string name, string address)
    {
        List<double> painted = [], thread = [], steps = [];
        for (int i = 0; i <= Runs; i++)
        {
            (double paint, double work, double step) = await OpenAsync(address);
            if (i == 0)
                continue;
            painted.Add(paint);
            thread.Add(work);
            steps.Add(step);
        }

        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {new FileInfo(new Uri(address).LocalPath).Length / 1024} | {Median(painted):f0} | {painted.Min():f0} | {painted.Max():f0} | {Median(thread):f0} | {Median(steps):f1} |");
    }

    async Task<(double Painted, double Thread, double Step)> OpenAsync(string address)
    {
        await using WatchedPage watched = await chromium.OpenAsync(new PageView(1280) { Height = 720 });
        IPage page = watched.Page;
        ICDPSession session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        // The largest text of the first screen is the verdict's heading.
        await page.AddInitScriptAsync("window.painted = []; new PerformanceObserver(l => painted.push(...l.getEntries().map(e => [e.startTime, e.element?.id ?? '']))).observe({ type: 'largest-contentful-paint', buffered: true });");
        await page.GotoAsync(address);
        double paint = await page.EvaluateAsync<double>("async () => { for (let i = 0; i < 100 && painted.length === 0; i++) await new Promise(r => setTimeout(r, 20)); return (painted.find(p => p[1] === 'verdict-title') ?? painted.at(-1))[0]; }");
        JsonElement metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        double work = metrics.EnumerateArray().First(m => m.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble() * 1_000;
        double step = await page.EvaluateAsync<double>("async () => { const n = 100, begun = performance.now(); for (let i = 0; i < n; i++) { document.getElementById('walk-on').click(); document.body.offsetHeight; } return (performance.now() - begun) / n; }");
        return (paint, work, step);
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "not known";
}
