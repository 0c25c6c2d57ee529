namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>ISO 8601 and RFC 3339 times as logs print them.</summary>
static class IsoClock
{
    /// <summary>Reads <c>2023-11-14T22:30:03.123456+00:00</c>, with a blank in place of T, a comma in place of the point, with or without an offset.</summary>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> text, out WallClock clock, out bool commaFraction)
    {
        clock = default;
        commaFraction = false;
        ReadOnlySpan<byte> rest = text;
        if (!ClockText.TryTakeIsoDate(ref rest, out int year, out int month, out int day)
            || !(AsciiText.TryTake(ref rest, (byte)'T') || AsciiText.TryTake(ref rest, (byte)' '))
            || !ClockText.TryTakeTimeOfDay(ref rest, out TimeSpan time, out commaFraction))
        {
            return false;
        }

        TimeSpan? offset = ClockText.TakeOffset(ref rest);
        clock = new WallClock(year, month, day, time, offset);
        text = rest;
        return true;
    }
}
