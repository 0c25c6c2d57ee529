namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>The date at the start of syslog, journal and container lines, in all its forms.</summary>
static class DatedPrefix
{
    /// <summary>Takes <c>Nov 14 22:30:03</c>, <c>Tue 2018-05-23 18:36:31 CST</c>, <c>Wed May 23 18:36:31 2018</c> off a line that begins with a letter.</summary>
    public static bool TryTakeNamed(ref LineHead head)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        bool weekday = ClockText.TryTakeWeekday(ref rest);
        if (weekday && IsoClock.TryTake(ref rest, out WallClock full, out _))
        {
            // journalctl -o short-full: a zone name follows.
            if (AsciiText.TryTake(ref rest, (byte)' '))
            {
                ReadOnlySpan<byte> zone = AsciiText.TakeToken(ref rest);
                if (zone.SequenceEqual("UTC"u8))
                    full = full with { UtcOffset = TimeSpan.Zero };
            }

            head.Wall = full;
            head.Rest = rest;
            return true;
        }

        if (!ClockText.TryTakeMonth(ref rest, out int month) || AsciiText.SkipSpaces(ref rest) == 0
            || !AsciiText.TryTakeNumber(ref rest, 1, 2, out long day) || !ClockText.IsDay(month, day))
        {
            return false;
        }

        AsciiText.TryTake(ref rest, (byte)',');
        if (AsciiText.SkipSpaces(ref rest) == 0)
            return false;
        ReadOnlySpan<byte> withYear = rest;
        int? year = null;
        if (AsciiText.TryTakeNumber(ref withYear, 4, 4, out long y) && AsciiText.SkipSpaces(ref withYear) > 0 && ClockText.IsDate(y, month, day))
        {
            year = (int)y;
            rest = withYear;
        }

        if (!ClockText.TryTakeTimeOfDay(ref rest, out TimeSpan time, out _))
            return false;
        TimeSpan? offset = rest.IsEmpty || rest[0] == ' ' ? null : ClockText.TakeOffset(ref rest);
        ReadOnlySpan<byte> after = rest;
        if (year is null && AsciiText.TryTake(ref after, (byte)' ') && AsciiText.TryTakeNumber(ref after, 4, 4, out y)
            && (after.IsEmpty || after[0] is (byte)' ' or (byte)':') && ClockText.IsDate(y, month, day))
        {
            // "May 23 18:36:31 2018 host": OpenWrt and old syslog-ng.
            year = (int)y;
            rest = after;
        }

        // "…31 host", "…31: " (Cisco and busybox relays); anything glued to the time is no date of a log.
        if (!rest.IsEmpty && rest[0] is not ((byte)' ' or (byte)':' or (byte)'['))
            return false;
        AsciiText.TryTake(ref rest, (byte)':');
        head.Wall = new WallClock(year, month, (int)day, time, offset);
        head.Rest = rest;
        return true;
    }

    /// <summary>Takes an ISO time off a line that begins with a digit.</summary>
    /// <returns>False when there is none; <paramref name="bare"/> is true for dmesg's own form, after which the message follows at once.</returns>
    public static bool TryTakeIso(ref LineHead head, out bool bare)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        bare = false;
        if (!IsoClock.TryTake(ref rest, out WallClock clock, out bool comma))
            return false;
        if (!rest.IsEmpty && rest[0] is not ((byte)' ' or (byte)':' or (byte)'['))
            return false;
        bare = comma && clock.UtcOffset is not null;
        AsciiText.TryTake(ref rest, (byte)':');
        if (bare)
            AsciiText.TryTake(ref rest, (byte)' ');
        head.Wall = clock;
        head.Rest = rest;
        return true;
    }

    /// <summary>Takes <c>1700000000.123456</c> (journalctl -o short-unix) off.</summary>
    public static bool TryTakeUnix(ref LineHead head)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        if (!AsciiText.TryTakeNumber(ref rest, 9, 10, out long seconds) || !AsciiText.TryTake(ref rest, (byte)'.')
            || !AsciiText.TryTakeNumber(ref rest, 6, 6, out long micros) || !AsciiText.TryTake(ref rest, (byte)' '))
        {
            return false;
        }

        head.Wall = FromUnix(seconds * 1_000_000 + micros);
        head.Rest = rest;
        return true;
    }

    /// <summary>The date and time in UTC of a number of microseconds since 1970, or null when out of all reason.</summary>
    public static WallClock? FromUnix(long microseconds)
    {
        if (microseconds is < 0 or > 250_000_000_000_000_000)
            return null;
        DateTime utc = DateTime.UnixEpoch.AddTicks(microseconds * 10);
        return new WallClock(utc.Year, utc.Month, utc.Day, utc.TimeOfDay, TimeSpan.Zero);
    }
}
