using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents.Memory;

/// <summary>Reports that nobody printed: what the log would have said of what a dump's memory shows.</summary>
public static class MemoryReports
{
    /// <summary>Makes the reports.</summary>
    /// <param name="stories">The lines of each, in the kernel's words.</param>
    /// <param name="input">Index of the dump.</param>
    /// <param name="host">Host of the run that the dump's own log belongs to.</param>
    /// <param name="boot">Boot of that run.</param>
    /// <param name="time">When the dump was taken.</param>
    /// <param name="lastLine">Last line of the dump's own log; what is read from memory goes on counting from there.</param>
    /// <param name="kernel">Release.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="finish">What else is to be done with each report.</param>
    public static ImmutableArray<Report> Make(
        IEnumerable<ImmutableArray<MemoryLine>> stories, int input, string? host, int boot, LogTime time, long lastLine, string kernel, ReadLimits limits, Func<Report, Report> finish)
    {
        ImmutableArray<Report>.Builder reports = ImmutableArray.CreateBuilder<Report>();
        long number = lastLine;
        foreach (ImmutableArray<MemoryLine> story in stories)
        {
            ReportReader reader = new(limits);
            long first = number + 1;
            foreach (MemoryLine line in story)
                reader.Accept(new LogRecord(input, ++number, line.Text, time, host, boot));
            reader.Flush();
            reports.AddRange(reader.Reports.Where(r => r.PartOf is null).Take(1).Select(r => finish(r with
            {
                Damaged = null,
                FromMemory = true,
                Kernel = r.Kernel ?? kernel,
                Architecture = Architecture.X64,
                Lines = [.. r.Lines.Select(l => l with { Address = story[(int)(l.Line - first)].Address })],
            })));
        }

        return reports.ToImmutable();
    }
}
