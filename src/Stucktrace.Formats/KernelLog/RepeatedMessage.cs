using Stucktrace.Formats.KernelLog.Prefixes;

namespace Stucktrace.Formats.KernelLog;

/// <summary>What syslog daemons write in place of equal lines: <c>last message repeated 3 times</c>, <c>message repeated 3 times: [ text]</c>.</summary>
static class RepeatedMessage
{
    /// <summary>Recognises such a line.</summary>
    /// <param name="message">The message, tag taken off.</param>
    /// <param name="times">How often.</param>
    /// <param name="text">What was repeated; empty when it is the line before.</param>
    public static bool TryRead(ReadOnlySpan<byte> message, out int times, out ReadOnlySpan<byte> text)
    {
        times = 0;
        text = default;
        ReadOnlySpan<byte> rest = message;
        AsciiText.SkipSpaces(ref rest);
        bool last = AsciiText.TryTake(ref rest, "last message repeated "u8) || AsciiText.TryTake(ref rest, "last message buffered "u8);
        if (!last && !AsciiText.TryTake(ref rest, "message repeated "u8))
            return false;
        if (!AsciiText.TryTakeNumber(ref rest, 1, 9, out long number) || !AsciiText.TryTake(ref rest, " time"u8))
            return false;
        times = (int)number;
        AsciiText.TryTake(ref rest, (byte)'s');
        if (last)
            return true;
        if (!AsciiText.TryTake(ref rest, ": ["u8))
            return false;
        AsciiText.TryTake(ref rest, (byte)' ');
        text = rest.EndsWith("]"u8) ? rest[..^1] : rest;
        return true;
    }
}
