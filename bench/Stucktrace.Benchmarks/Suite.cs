using System.Globalization;

namespace Stucktrace.Benchmarks;

/// <summary>The measurements of bench/README.md.</summary>
static class Suite
{
    static readonly string[] Markers =
        ["soft lockup", "blocked for more than", "self-detected stall", "detected stalls on", "Kernel panic", "general protection fault", "NULL pointer dereference", "hard LOCKUP"];

    /// <summary>The program as <c>./stucktrace</c> builds it.</summary>
    internal static string Program => Path.Combine(FindRoot(), "artifacts", "stucktrace", "Stucktrace.Cli");

    internal static int Run(int rounds)
    {
        string root = FindRoot();
        string stucktrace = Program;
        string folder = Path.Combine(root, "artifacts", "bench");
        Directory.CreateDirectory(folder);
        Console.WriteLine($"Machine: {Cpu()}, {Environment.ProcessorCount} cores. {rounds} rounds, commands in turn; median (minimum).");
        Console.WriteLine();
        Console.WriteLine("| what | command | time | rate | peak memory | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|");

        string big = Generated(folder, 1000, 5);
        string[] rg = ["rg", "-c", .. Markers.SelectMany(m => (string[])["-e", m]), big];
        IReadOnlyList<Measurement> pair = PairedTiming.Run(rounds, rg, [stucktrace, "diagnose", big]);
        Row("1 GB syslog, 5 incidents", "rg -c with 8 markers", pair[0], 1000, null);
        Row("same", "stucktrace diagnose", pair[1], 1000, pair[0]);

        Measurement? ten = null;
        foreach (int megabytes in (int[])[10, 100, 1000])
        {
            string file = Generated(folder, megabytes, 5);
            Measurement m = PairedTiming.Run(rounds, [stucktrace, "diagnose", file])[0];
            ten ??= m;
            Row($"growth: {megabytes} MB", "stucktrace diagnose", m, megabytes, null);
        }

        Row("100 MB with 10,000 reports", "stucktrace diagnose", PairedTiming.Run(rounds, [stucktrace, "diagnose", Generated(folder, 100, 10_000)])[0], 100, null);
        Row("founding case", "stucktrace diagnose samples/dirpro", PairedTiming.Run(rounds * 3, [stucktrace, "diagnose", Path.Combine(root, "samples", "dirpro")])[0], 0, null);
        return 0;
    }

    static string Generated(string folder, int megabytes, int reports)
    {
        string file = Path.Combine(folder, $"syslog-{megabytes}MB-{reports}.log");
        if (!File.Exists(file))
            SyslogGenerator.Write(file, megabytes * 1_000_000L, reports);
        return file;
    }

    static void Row(string what, string command, Measurement m, double megabytes, Measurement? reference) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | `{command}` | {m.Median:F3} s ({m.Minimum:F3}) | {(megabytes > 0 ? $"{megabytes / m.Median:F0} MB/s" : "–")} | {m.PeakBytes / 1e6:F0} MB | {(reference is null ? "–" : $"{m.Median / reference.Median:F2} ×")} |"));

    static string Cpu() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";

    static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Stucktrace.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("run it from the checkout");
    }
}
