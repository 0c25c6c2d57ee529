namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary><c>stdout F </c> or <c>stderr P </c>, which container runtimes put between their time and the line.</summary>
static class CriPrefix
{
    /// <summary>Takes it off.</summary>
    public static bool TryTake(ref LineHead head)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        AsciiText.TryTake(ref rest, (byte)' ');
        if (!AsciiText.TryTake(ref rest, "stdout "u8) && !AsciiText.TryTake(ref rest, "stderr "u8))
            return false;
        if (!AsciiText.TryTake(ref rest, "F "u8) && !AsciiText.TryTake(ref rest, "P "u8))
            return false;
        head.Rest = rest;
        return true;
    }
}
