using System.Globalization;
using Stucktrace.Formats.KernelLog.Prefixes;

namespace Stucktrace.Formats.KernelLog.Years;

/// <summary>Full dates that kernel messages state: the hardware clock at boot and after sleep, audit records.</summary>
static class StatedDate
{
    /// <summary>Finds the date that a line states, if it does.</summary>
    public static DateTime? Find(ReadOnlySpan<byte> line)
    {
        // drivers/rtc/class.c, hctosys.c: "setting system clock to 2018-05-22T10:11:12 UTC (1526983872)"; a blank for the T before 4.19.
        int at = line.IndexOf("setting system clock to "u8);
        if (at >= 0)
        {
            ReadOnlySpan<byte> rest = line[(at + 24)..];
            return IsoClock.TryTake(ref rest, out WallClock clock, out _) ? Plausible(clock.Year!.Value, clock.Month, clock.Day) : null;
        }

        // kernel/audit.c: "audit(1526983872.512:1)"; seconds since 1970.
        at = line.IndexOf("audit(1"u8);
        if (at >= 0)
        {
            ReadOnlySpan<byte> rest = line[(at + 6)..];
            return AsciiText.TryTakeNumber(ref rest, 9, 10, out long seconds) && !rest.IsEmpty && rest[0] == '.'
                ? DateTime.UnixEpoch.AddSeconds(seconds) : null;
        }

        // drivers/base/power/trace.c, arch/x86: "RTC time: 10:11:12, date: 2018-05-22", before 5.1 "date: 05/22/18".
        at = line.IndexOf("RTC time:"u8);
        if (at < 0)
            return null;
        int date = line[at..].IndexOf("date: "u8);
        if (date < 0)
            return null;
        ReadOnlySpan<byte> text = line[(at + date + 6)..];
        if (ClockText.TryTakeIsoDate(ref text, out int year, out int month, out int day))
            return Plausible(year, month, day);
        return text.Length >= 8 && DateTime.TryParseExact(System.Text.Encoding.ASCII.GetString(text[..8]), "MM/dd/yy",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime old) ? Plausible(old.Year, old.Month, old.Day) : null;
    }

    /// <summary>Reads <c>-- Logs begin at Tue 2018-05-22 10:11:12 CST, end at Wed 2018-05-23 … --</c>.</summary>
    public static (DateTime From, DateTime To)? FindRange(ReadOnlySpan<byte> line)
    {
        DateTime? from = After(line, " at "u8, out ReadOnlySpan<byte> rest);
        DateTime? to = from is null ? null : After(rest, " at "u8, out _);
        return from is { } first && to is { } last && last >= first ? (first, last) : null;
    }

    static DateTime? After(ReadOnlySpan<byte> line, ReadOnlySpan<byte> word, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        int at = line.IndexOf(word);
        if (at < 0)
            return null;
        rest = line[(at + word.Length)..];
        ClockText.TryTakeWeekday(ref rest);
        return ClockText.TryTakeIsoDate(ref rest, out int year, out int month, out int day) ? Plausible(year, month, day) : null;
    }

    /// <summary>A hardware clock that lost its battery says 1970 or 2000: that tells nothing.</summary>
    static DateTime? Plausible(int year, int month, int day) => year > 2001 ? new DateTime(year, month, day) : null;
}
