namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>
/// What the kernel itself puts before a message: <c>&lt;4&gt;</c>, <c>[   12.345678]</c>, <c>[ T123]</c>. The innermost prefix; every other
/// format wraps this one.
/// </summary>
static class KernelPrefix
{
    /// <summary>Takes off whatever the kernel put before the message.</summary>
    public static void Take(ref LineHead head)
    {
        TakePriority(ref head);
        if (TakeTime(ref head))
            TakeCaller(ref head);
    }

    /// <summary>Takes off <c>&lt;4&gt;</c>. EL6 writes <c>&lt;d&gt;</c> inside messages: that is text.</summary>
    public static bool TakePriority(ref LineHead head)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        if (!AsciiText.TryTake(ref rest, (byte)'<') || !AsciiText.TryTakeNumber(ref rest, 1, 3, out long priority)
            || priority > 191 || !AsciiText.TryTake(ref rest, (byte)'>'))
        {
            return false;
        }

        head.Level = (int)(priority & 7);
        head.Rest = rest;
        return true;
    }

    /// <summary>Takes off <c>[   12.345678] </c> and its relatives; one blank after it belongs to it.</summary>
    public static bool TakeTime(ref LineHead head)
    {
        if (!TryReadTime(head.Rest, out int length, out long? microseconds, out WallClock? wall))
            return false;
        head.Monotonic = microseconds ?? head.Monotonic;
        head.Wall = wall ?? head.Wall;
        if (head.Origin == LineOrigin.Unknown || microseconds is not null)
            head.Origin = LineOrigin.Kernel;
        head.Rest = head.Rest[length..];
        // A caller mark may follow at once; its blank comes after it.
        if (!head.Rest.IsEmpty && head.Rest[0] != '[')
            AsciiText.TryTake(ref head.Rest, (byte)' ');
        return true;
    }

    /// <summary>Recognises a bracketed time at the start of a text.</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> text, out int length, out long? microseconds, out WallClock? wall)
    {
        length = 0;
        microseconds = null;
        wall = null;
        ReadOnlySpan<byte> rest = text;
        if (rest.Length < 5 || rest[0] != '[')
            return false;
        rest = rest[1..];
        int blanks = AsciiText.SkipSpaces(ref rest);
        if (rest.IsEmpty || blanks > 12)
            return false;
        bool found = rest[0] is (byte)'+' or (byte)'<' ? TryTakeDelta(ref rest)
            : TryTakeSeconds(ref rest, out microseconds) || BracketClock.TryTake(ref rest, out wall);
        if (!found)
            return false;
        if (rest.StartsWith(" <"u8))
        {
            // dmesg -d: the distance from the line before.
            rest = rest[1..];
            if (!TryTakeDelta(ref rest))
                return false;
        }

        if (!AsciiText.TryTake(ref rest, (byte)']'))
            return false;
        length = text.Length - rest.Length;
        return true;
    }

    static void TakeCaller(ref LineHead head)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        if (!AsciiText.TryTake(ref rest, (byte)'['))
            return;
        AsciiText.SkipSpaces(ref rest);
        if (rest.Length < 2 || rest[0] is not ((byte)'T' or (byte)'C'))
            return;

        bool cpu = rest[0] == 'C';
        rest = rest[1..];
        if (!AsciiText.TryTakeNumber(ref rest, 1, 9, out long number) || !AsciiText.TryTake(ref rest, (byte)']'))
            return;
        AsciiText.TryTake(ref rest, (byte)' ');
        head.Caller = new LogCaller(cpu, (int)number);
        head.Rest = rest;
    }

    static bool TryTakeSeconds(scoped ref ReadOnlySpan<byte> text, out long? microseconds)
    {
        microseconds = null;
        ReadOnlySpan<byte> rest = text;
        if (!AsciiText.TryTakeNumber(ref rest, 1, 11, out long seconds) || !AsciiText.TryTake(ref rest, (byte)'.'))
            return false;
        int digits = 0;
        long fraction = 0;
        while (digits < rest.Length && char.IsAsciiDigit((char)rest[digits]))
        {
            if (digits < 6)
                fraction = fraction * 10 + (rest[digits] - '0');
            digits++;
        }

        // The kernel prints six, or none at all where its clock is the timer tick (old MIPS boards: "[  240.]"); X servers print three.
        bool whole = digits == 0 && rest.StartsWith("]"u8);
        if (digits is < 6 or > 9 && !whole)
            return false;
        text = rest[digits..];
        microseconds = seconds * 1_000_000 + fraction;
        return true;
    }

    /// <summary>Reads <c>&lt;    0.000123&gt;</c> or <c>+0.000325</c>: a distance, which tells nothing alone.</summary>
    static bool TryTakeDelta(scoped ref ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text;
        bool angle = rest[0] == '<';
        rest = rest[1..];
        AsciiText.SkipSpaces(ref rest);
        AsciiText.TryTake(ref rest, (byte)'-');
        if (!TryTakeSeconds(ref rest, out _))
            return false;
        if (angle)
        {
            AsciiText.SkipSpaces(ref rest);
            if (!AsciiText.TryTake(ref rest, (byte)'>'))
                return false;
        }

        text = rest;
        return true;
    }
}
