namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>Reads dates and times of day in the forms that logs print.</summary>
static class ClockText
{
    /// <summary>Reads an English month name of three letters.</summary>
    public static bool TryTakeMonth(scoped ref ReadOnlySpan<byte> text, out int month)
    {
        month = 0;
        if (text.Length < 3)
            return false;
        month = (text[0], text[1], text[2]) switch
        {
            ((byte)'J', (byte)'a', (byte)'n') => 1,
            ((byte)'F', (byte)'e', (byte)'b') => 2,
            ((byte)'M', (byte)'a', (byte)'r') => 3,
            ((byte)'A', (byte)'p', (byte)'r') => 4,
            ((byte)'M', (byte)'a', (byte)'y') => 5,
            ((byte)'J', (byte)'u', (byte)'n') => 6,
            ((byte)'J', (byte)'u', (byte)'l') => 7,
            ((byte)'A', (byte)'u', (byte)'g') => 8,
            ((byte)'S', (byte)'e', (byte)'p') => 9,
            ((byte)'O', (byte)'c', (byte)'t') => 10,
            ((byte)'N', (byte)'o', (byte)'v') => 11,
            ((byte)'D', (byte)'e', (byte)'c') => 12,
            _ => 0,
        };
        if (month == 0)
            return false;
        text = text[3..];
        return true;
    }

    /// <summary>Reads an English weekday name of three letters and the blank after it.</summary>
    public static bool TryTakeWeekday(scoped ref ReadOnlySpan<byte> text)
    {
        if (text.Length < 4 || text[3] != ' ')
            return false;
        bool known = text[..3].SequenceEqual("Mon"u8) || text[..3].SequenceEqual("Tue"u8) || text[..3].SequenceEqual("Wed"u8)
            || text[..3].SequenceEqual("Thu"u8) || text[..3].SequenceEqual("Fri"u8) || text[..3].SequenceEqual("Sat"u8) || text[..3].SequenceEqual("Sun"u8);
        if (known)
            text = text[4..];
        return known;
    }

    /// <summary>Reads <c>hh:mm:ss</c> with an optional fraction after a point or a comma.</summary>
    public static bool TryTakeTimeOfDay(scoped ref ReadOnlySpan<byte> text, out TimeSpan time, out bool commaFraction)
    {
        time = default;
        commaFraction = false;
        ReadOnlySpan<byte> rest = text;
        if (!AsciiText.TryTakeNumber(ref rest, 1, 2, out long hour) || !AsciiText.TryTake(ref rest, (byte)':')
            || !AsciiText.TryTakeNumber(ref rest, 2, 2, out long minute) || !AsciiText.TryTake(ref rest, (byte)':')
            || !AsciiText.TryTakeNumber(ref rest, 2, 2, out long second) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        long ticks = ((hour * 60 + minute) * 60 + second) * TimeSpan.TicksPerSecond;
        if (rest.Length > 1 && rest[0] is (byte)'.' or (byte)',' && char.IsAsciiDigit((char)rest[1]))
        {
            commaFraction = rest[0] == ',';
            rest = rest[1..];
            long unit = TimeSpan.TicksPerSecond;
            while (!rest.IsEmpty && char.IsAsciiDigit((char)rest[0]))
            {
                unit /= 10;
                ticks += (rest[0] - '0') * unit;
                rest = rest[1..];
            }
        }

        time = new TimeSpan(ticks);
        text = rest;
        return true;
    }

    /// <summary>Reads <c>Z</c>, <c>+08:00</c>, <c>+0800</c> or <c>+08</c>.</summary>
    public static TimeSpan? TakeOffset(scoped ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return null;
        if (text[0] == 'Z')
        {
            text = text[1..];
            return TimeSpan.Zero;
        }

        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length < 3)
            return null;
        bool minus = text[0] == '-';
        if (!IsTwoDigits(text[1..], out int hours) || hours > 14)
            return null;
        ReadOnlySpan<byte> rest = text[3..];
        ReadOnlySpan<byte> tail = rest;
        AsciiText.TryTake(ref tail, (byte)':');
        if (IsTwoDigits(tail, out int minutes) && minutes < 60)
            rest = tail[2..];
        else
            minutes = 0;
        text = rest;
        TimeSpan offset = new(hours, minutes, 0);
        return minus ? -offset : offset;
    }

    /// <summary>Reads <c>2023-11-14</c>.</summary>
    public static bool TryTakeIsoDate(scoped ref ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        year = month = day = 0;
        ReadOnlySpan<byte> rest = text;
        if (!AsciiText.TryTakeNumber(ref rest, 4, 4, out long y) || !AsciiText.TryTake(ref rest, (byte)'-')
            || !AsciiText.TryTakeNumber(ref rest, 2, 2, out long m) || !AsciiText.TryTake(ref rest, (byte)'-')
            || !AsciiText.TryTakeNumber(ref rest, 2, 2, out long d) || !IsDate(y, m, d))
        {
            return false;
        }

        (year, month, day) = ((int)y, (int)m, (int)d);
        text = rest;
        return true;
    }

    /// <summary>True for a day that exists.</summary>
    public static bool IsDate(long year, long month, long day) =>
        year is >= 1 and <= 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth((int)year, (int)month);

    /// <summary>True for a day that exists in some year.</summary>
    public static bool IsDay(int month, long day) => day >= 1 && day <= DateTime.DaysInMonth(2024, month);

    static bool IsTwoDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        if (text.Length < 2 || !char.IsAsciiDigit((char)text[0]) || !char.IsAsciiDigit((char)text[1]))
            return false;
        value = (text[0] - '0') * 10 + text[1] - '0';
        return true;
    }
}
