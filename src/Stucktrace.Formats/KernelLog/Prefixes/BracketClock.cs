namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>Dates inside brackets: <c>Tue Nov 14 22:30:03 2023</c> (dmesg -T), with a time zone (crash log -T), <c>Nov14 22:30</c> (dmesg -e).</summary>
static class BracketClock
{
    /// <summary>Reads the date up to, not including, the closing bracket.</summary>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> text, out WallClock? wall)
    {
        wall = null;
        ReadOnlySpan<byte> rest = text;
        if (TryTakeIso(ref rest, out wall))
        {
            text = rest;
            return true;
        }

        bool weekday = ClockText.TryTakeWeekday(ref rest);
        if (!ClockText.TryTakeMonth(ref rest, out int month))
            return false;
        AsciiText.SkipSpaces(ref rest);
        if (!AsciiText.TryTakeNumber(ref rest, 1, 2, out long day) || !ClockText.IsDay(month, day) || AsciiText.SkipSpaces(ref rest) == 0)
            return false;
        if (!ClockText.TryTakeTimeOfDay(ref rest, out TimeSpan time, out _) && !TryTakeMinutes(ref rest, out time))
            return false;
        int? year = null;
        if (weekday)
        {
            AsciiText.SkipSpaces(ref rest);
            // crash prints the zone before the year; what it is called tells nothing sure about its distance from UTC.
            int letters = 0;
            while (letters < rest.Length && letters < 6 && char.IsAsciiLetter((char)rest[letters]))
                letters++;
            rest = rest[letters..];
            AsciiText.SkipSpaces(ref rest);
            if (AsciiText.TryTakeNumber(ref rest, 4, 4, out long y) && ClockText.IsDate(y, month, day))
                year = (int)y;
        }

        wall = new WallClock(year, month, (int)day, time, null);
        text = rest;
        return true;
    }

    static bool TryTakeIso(scoped ref ReadOnlySpan<byte> rest, out WallClock? wall)
    {
        wall = null;
        ReadOnlySpan<byte> text = rest;
        if (!IsoClock.TryTake(ref text, out WallClock clock, out _))
            return false;
        rest = text;
        wall = clock;
        return true;
    }

    static bool TryTakeMinutes(scoped ref ReadOnlySpan<byte> text, out TimeSpan time)
    {
        time = default;
        ReadOnlySpan<byte> rest = text;
        if (!AsciiText.TryTakeNumber(ref rest, 1, 2, out long hour) || !AsciiText.TryTake(ref rest, (byte)':')
            || !AsciiText.TryTakeNumber(ref rest, 2, 2, out long minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        time = new TimeSpan((int)hour, (int)minute, 0);
        text = rest;
        return true;
    }
}
