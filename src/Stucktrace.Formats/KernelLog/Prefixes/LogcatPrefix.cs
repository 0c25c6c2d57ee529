namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary><c>11-14 22:30:03.123     0     0 W         : text</c>, Android's <c>logcat -b kernel</c>.</summary>
static class LogcatPrefix
{
    /// <summary>Takes it off.</summary>
    public static bool TryTake(ref LineHead head)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        if (!AsciiText.TryTakeNumber(ref rest, 2, 2, out long month) || month is < 1 or > 12 || !AsciiText.TryTake(ref rest, (byte)'-')
            || !AsciiText.TryTakeNumber(ref rest, 2, 2, out long day) || !ClockText.IsDay((int)month, day) || !AsciiText.TryTake(ref rest, (byte)' ')
            || !ClockText.TryTakeTimeOfDay(ref rest, out TimeSpan time, out _) || AsciiText.SkipSpaces(ref rest) == 0)
        {
            return false;
        }

        // Some versions print the user before the process.
        if (!rest.IsEmpty && char.IsAsciiLetter((char)rest[0]))
        {
            AsciiText.TakeToken(ref rest);
            AsciiText.SkipSpaces(ref rest);
        }

        if (!AsciiText.TryTakeNumber(ref rest, 1, 9, out long pid) || AsciiText.SkipSpaces(ref rest) == 0
            || !AsciiText.TryTakeNumber(ref rest, 1, 9, out _) || AsciiText.SkipSpaces(ref rest) == 0
            || rest.Length < 2 || rest[1] != ' ')
        {
            return false;
        }

        head.Level = (char)rest[0] switch { 'V' or 'D' => 7, 'I' => 6, 'W' => 4, 'E' => 3, 'F' => 0, _ => null };
        rest = rest[2..];
        ReadOnlySpan<byte> message = rest;
        AsciiText.SkipSpaces(ref message);
        if (AsciiText.TryTake(ref message, ": "u8))
            rest = message;
        head.Wall = new WallClock(null, (int)month, (int)day, time, null);
        head.Origin = pid == 0 ? LineOrigin.Kernel : LineOrigin.Other;
        head.Rest = rest;
        KernelPrefix.Take(ref head);
        return true;
    }
}
