using Stucktrace.Formats;

namespace Stucktrace.Incidents;

/// <summary>Evidence from reports, with what stands there when it was kept.</summary>
static class ReportQuotes
{
    /// <summary>A report's first line: what the kernel announced.</summary>
    internal static Evidence Headline(this Report report) => report.At(report.FirstLine);

    /// <summary>A line of a report.</summary>
    internal static Evidence At(this Report report, long line)
    {
        foreach (ReportLine kept in report.Lines)
        {
            if (kept.Line == line)
                return Evidence.At(report.Input, line, kept.Text) with { Address = kept.Address };
        }

        return Evidence.At(report.Input, line);
    }

    /// <summary>A frame's line.</summary>
    internal static Evidence At(this Report report, StackFrame frame) => report.At(frame.Line);

    /// <summary>The line with the place where the CPU was, else the first line.</summary>
    internal static Evidence Place(this Report report) => report.At(report.LocationLine ?? report.FirstLine);

    /// <summary>A task as the kernel names it: <c>crond:28259</c>.</summary>
    internal static object Task(this Report report) => (report.Comm, report.Pid) switch
    {
        ({ } comm, { } pid) => $"{comm}:{pid}",
        ({ } comm, null) => comm,
        (null, { } pid) => $"pid {pid}",
        _ => Message.Of("verdict.task-unknown"),
    };

    /// <summary>A place as the kernel prints it, without the size: <c>get_process_name+0x50 [dirpro]</c>.</summary>
    internal static string Text(this CodeLocation location)
    {
        string place = location.Symbol is { } symbol ? (location.Offset is { } offset ? $"{symbol}+0x{offset:x}" : symbol) : $"0x{location.Address ?? 0:x}";
        return location.Module is { } module ? $"{place} [{module}]" : place;
    }
}
