using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>Time between two lines of one log.</summary>
static class LogDistance
{
    /// <summary>Microseconds from one line to a later one; null when the prefixes do not tell, negative when the log's order is not that of its times.</summary>
    public static long? Microseconds(LogTime from, LogTime to)
    {
        if (from.Monotonic is { } before && to.Monotonic is { } after)
            return after - before;
        if (from.Wall is not { } a || to.Wall is not { } b)
            return null;
        long days = (b.Month - a.Month) * 31L + (b.Day - a.Day);
        return ((days * TimeSpan.TicksPerDay) + (b.TimeOfDay - a.TimeOfDay).Ticks) / TimeSpan.TicksPerMicrosecond;
    }
}
