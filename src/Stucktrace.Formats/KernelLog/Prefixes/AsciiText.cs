using System.Globalization;

namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>Small steps over ASCII bytes; each either succeeds and moves on, or fails and leaves everything as it was.</summary>
static class AsciiText
{
    /// <summary>Reads an unsigned decimal number of at least <paramref name="minDigits"/> and at most <paramref name="maxDigits"/> digits (18 at most).</summary>
    public static bool TryTakeNumber(scoped ref ReadOnlySpan<byte> text, int minDigits, int maxDigits, out long value)
    {
        value = 0;
        int i = 0;
        while (i < text.Length && i < maxDigits && char.IsAsciiDigit((char)text[i]))
            value = value * 10 + (text[i++] - '0');
        if (i < minDigits || (i < text.Length && char.IsAsciiDigit((char)text[i])))
            return false;
        text = text[i..];
        return true;
    }

    /// <summary>Reads one given byte.</summary>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> text, byte expected)
    {
        if (text.IsEmpty || text[0] != expected)
            return false;
        text = text[1..];
        return true;
    }

    /// <summary>Reads given bytes.</summary>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected)
    {
        if (!text.StartsWith(expected))
            return false;
        text = text[expected.Length..];
        return true;
    }

    /// <summary>Reads up to the next space; the space itself is read too.</summary>
    public static ReadOnlySpan<byte> TakeToken(scoped ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)' ');
        ReadOnlySpan<byte> token = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return token;
    }

    /// <summary>Skips spaces and says how many.</summary>
    public static int SkipSpaces(scoped ref ReadOnlySpan<byte> text)
    {
        int i = 0;
        while (i < text.Length && text[i] == ' ')
            i++;
        text = text[i..];
        return i;
    }

    /// <summary>Parses an unsigned decimal number that fills the whole span.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
