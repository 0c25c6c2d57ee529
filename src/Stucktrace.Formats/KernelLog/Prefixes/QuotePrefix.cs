namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>What mail programs, trackers and pagers put before a line: <c>&gt; </c>, blanks, tabs, bars, numbers of <c>cat -n</c>.</summary>
static class QuotePrefix
{
    const int MaxLength = 64;

    /// <summary>Strips it. The caller goes back when no log prefix follows: blanks before a message carry meaning.</summary>
    public static bool TryStrip(ref LineHead head)
    {
        ReadOnlySpan<byte> text = head.Rest;
        int i = 0;
        int limit = Math.Min(text.Length, MaxLength);
        while (i < limit && text[i] is (byte)' ' or (byte)'\t' or (byte)'>' or (byte)'|' or (byte)'*' or (byte)'+' or (byte)'#')
            i++;
        int digits = i;
        while (digits < limit && char.IsAsciiDigit((char)text[digits]))
            digits++;
        if (digits > i && digits - i < 8 && digits < limit && text[digits] is (byte)'\t' or (byte)':' or (byte)' ')
        {
            int after = digits + 1;
            while (after < limit && text[after] is (byte)' ' or (byte)'\t')
                after++;
            // cat -n, grep -n
            if (after < limit && (text[after] is (byte)'[' or (byte)'<' || char.IsAsciiLetterUpper((char)text[after])))
                i = after;
        }

        if (i == 0 || i >= text.Length)
            return false;
        head.Rest = text[i..];
        return true;
    }
}
