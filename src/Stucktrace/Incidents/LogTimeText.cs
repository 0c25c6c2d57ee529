using System.Globalization;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents;

/// <summary>Times as they go into sentences: the same in every language, as close to the log's own form as may be.</summary>
static class LogTimeText
{
    /// <summary><c>05-23 18:35:19</c>, with the year where it is known; <c>[11.373]</c> where there is no date; <c>?</c> for none.</summary>
    internal static string Of(LogTime time)
    {
        if (time.Wall is { } wall)
        {
            string clock = wall.TimeOfDay.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
            string year = wall.Year is { } y ? string.Create(CultureInfo.InvariantCulture, $"{y:0000}-") : string.Empty;
            return string.Create(CultureInfo.InvariantCulture, $"{year}{wall.Month:00}-{wall.Day:00} {clock}");
        }

        return time.Monotonic is { } us ? string.Create(CultureInfo.InvariantCulture, $"[{us / 1e6:0.000}]") : "?";
    }
}
