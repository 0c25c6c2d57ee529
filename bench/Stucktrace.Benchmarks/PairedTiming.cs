using System.Diagnostics;
using System.Globalization;

namespace Stucktrace.Benchmarks;

/// <summary>Times commands in turn (A B A B …), so that whatever else the machine does hits both alike; ratios are what counts.</summary>
static class PairedTiming
{
    internal static IReadOnlyList<Measurement> Run(int rounds, params IReadOnlyList<string[]> commands)
    {
        List<double>[] seconds = [.. commands.Select(_ => new List<double>())];
        long[] peaks = new long[commands.Count];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < commands.Count; i++)
            {
                (double time, long peak) = Once(commands[i]);
                peaks[i] = Math.Max(peaks[i], peak);
                if (round >= 0) // the first one warms the page cache
                    seconds[i].Add(time);
            }
        }

        return [.. seconds.Select((s, i) => new Measurement(s, peaks[i]))];
    }

    static (double Seconds, long Peak) Once(string[] command)
    {
        ProcessStartInfo start = new(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException(command[0]);
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        long peak = 0;
        while (!process.WaitForExit(3))
            peak = Math.Max(peak, Peak(process.Id));
        return (Stopwatch.GetElapsedTime(begin).TotalSeconds, peak);
    }

    // VmHWM, proc(5): the highest resident size so far; the last look before the end is within a few milliseconds of it.
    static long Peak(int pid)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.AsSpan(6).TrimEnd("kB ").Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
