using System.Globalization;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Reporting;

/// <summary>Times as people and programs read them; nothing is added that the log does not print.</summary>
static class TimeText
{
    /// <summary>ISO 8601, or null when the date has no year.</summary>
    /// <param name="clock">Date and time of day.</param>
    internal static string? Iso(WallClock clock) =>
        clock.Year is { } year ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{Rest(clock, 'T')}") : null;

    /// <summary>The date as far as it is printed: <c>2021-05-23 18:36:31</c>, <c>05-23 18:36:31</c>.</summary>
    /// <param name="clock">Date and time of day.</param>
    internal static string Printed(WallClock clock) =>
        clock.Year is { } year ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{Rest(clock, ' ')}") : Rest(clock, ' ');

    /// <summary>The time as far as it is printed, the date before the seconds since boot; null when nothing is printed.</summary>
    /// <param name="time">The time.</param>
    internal static string? Printed(LogTime time) => time switch
    {
        { Wall: { } wall } => Printed(wall),
        { Monotonic: { } micros } => string.Create(CultureInfo.InvariantCulture, $"[{micros / 1_000_000}.{Math.Abs(micros % 1_000_000):000000}]"),
        _ => null,
    };

    /// <summary>Time of day alone where there is a date, for tables within one day.</summary>
    /// <param name="clock">Date and time of day.</param>
    internal static string TimeOfDay(WallClock clock) => clock.TimeOfDay.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);

    static string Rest(WallClock clock, char separator)
    {
        TimeSpan time = clock.TimeOfDay;
        string text = string.Create(CultureInfo.InvariantCulture, $"{clock.Month:00}-{clock.Day:00}{separator}{time.Hours:00}:{time.Minutes:00}:{time.Seconds:00}");
        long micros = time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        if (micros != 0)
            text += string.Create(CultureInfo.InvariantCulture, $".{micros:000000}").TrimEnd('0');
        return clock.UtcOffset is { } offset ? text + Offset(offset) : text;
    }

    static string Offset(TimeSpan offset) => offset == TimeSpan.Zero
        ? "Z"
        : string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours):00}:{Math.Abs(offset.Minutes):00}");
}
