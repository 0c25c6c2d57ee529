namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>
/// A serial console carries several writers: a program's text without a line break may stand before a kernel message on the same line, and a
/// lost line break joins two kernel messages.
/// </summary>
static class InnerTime
{
    // An hour, in microseconds: a stamp that is quoted in a message is older.
    const long MaxDistance = 3_600_000_000;

    /// <summary>Drops what stands before a kernel time stamp in a line that does not begin with any prefix.</summary>
    public static bool TrySkipNoise(ref LineHead head)
    {
        int at = Find(head.Rest, 1, out _);
        if (at < 0)
            return false;
        head.Rest = head.Rest[at..];
        KernelPrefix.Take(ref head);
        return true;
    }

    /// <summary>Where a second kernel message begins in the text of a first one, or -1.</summary>
    /// <param name="text">Text after the first time stamp.</param>
    /// <param name="monotonic">The first time stamp.</param>
    public static int FindSecond(ReadOnlySpan<byte> text, long monotonic)
    {
        int at = Find(text, 0, out long second);
        return at >= 0 && Math.Abs(second - monotonic) <= MaxDistance ? at : -1;
    }

    static int Find(ReadOnlySpan<byte> text, int from, out long microseconds)
    {
        microseconds = 0;
        int at = from;
        while (at < text.Length)
        {
            int next = text[at..].IndexOf((byte)'[');
            if (next < 0)
                return -1;
            at += next;
            // Kernel stamps only: "[", blanks, seconds, point, six digits, "]", then a blank or a caller mark.
            if (text.Length - at > 9 && text[at + 1] is (byte)' ' or (>= (byte)'0' and <= (byte)'9')
                && KernelPrefix.TryReadTime(text[at..], out int length, out long? time, out _) && time is { } value
                && at + length < text.Length && text[at + length] is (byte)' ' or (byte)'[')
            {
                microseconds = value;
                return at;
            }

            at++;
        }

        return -1;
    }
}
