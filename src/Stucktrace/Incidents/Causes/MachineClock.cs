using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents.Causes;

/// <summary>Puts the times of one machine's reports on one axis of seconds, where their prefixes allow it.</summary>
static class MachineClock
{
    /// <summary>Seconds from one time to another, or null when they share no clock.</summary>
    internal static double? Between(LogTime from, LogTime to)
    {
        if (from.Monotonic is { } a && to.Monotonic is { } b)
            return (b - a) / 1e6;
        return from.Wall is { } x && to.Wall is { } y ? (Moment(y) - Moment(x)).TotalSeconds : null;
    }

    /// <summary>The time some seconds earlier; null where the prefix tells no time or the result lies before the boot.</summary>
    internal static LogTime Minus(LogTime time, double seconds)
    {
        long? monotonic = time.Monotonic - (long)(seconds * 1e6);
        WallClock? wall = null;
        if (time.Wall is { } w)
        {
            DateTime moment = Moment(w).AddSeconds(-seconds);
            wall = w with { Year = w.Year is null ? null : moment.Year, Month = moment.Month, Day = moment.Day, TimeOfDay = moment.TimeOfDay };
        }

        return new LogTime(monotonic is < 0 ? 0 : monotonic, wall);
    }

    // Dates without a year are taken to lie in a leap year, so that 29 February exists; differences across New Year are then wrong and
    // come out negative, which every user of this class treats as "order unknown".
    static DateTime Moment(WallClock clock)
    {
        int year = Math.Clamp(clock.Year ?? 2000, 2, 9998);
        int month = Math.Clamp(clock.Month, 1, 12);
        return new DateTime(year, month, Math.Clamp(clock.Day, 1, DateTime.DaysInMonth(year, month)), 0, 0, 0, DateTimeKind.Unspecified) + clock.TimeOfDay;
    }
}
