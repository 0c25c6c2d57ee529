using System.Globalization;

namespace Stucktrace.Incidents.Parsing;

/// <summary>A place in a line of text, moved forward by what is recognised there. A step that does not match moves nothing.</summary>
ref struct LineScanner(ReadOnlySpan<char> text)
{
    /// <summary>What is left of the line.</summary>
    public ReadOnlySpan<char> Rest { get; private set; } = text;

    public readonly bool AtEnd => Rest.IsEmpty;

    /// <summary>The next character, or NUL at the end.</summary>
    public readonly char Next => Rest.IsEmpty ? '\0' : Rest[0];

    public readonly bool Sees(ReadOnlySpan<char> expected) => Rest.StartsWith(expected, StringComparison.Ordinal);

    public void Advance(int count) => Rest = Rest[Math.Min(count, Rest.Length)..];

    public void SkipBlanks() => Rest = Rest.TrimStart(" \t");

    public bool Take(char expected)
    {
        if (Next != expected || AtEnd)
            return false;
        Advance(1);
        return true;
    }

    public bool Take(ReadOnlySpan<char> expected)
    {
        if (!Sees(expected))
            return false;
        Advance(expected.Length);
        return true;
    }

    /// <summary>Moves behind the first occurrence of a text.</summary>
    public bool SkipPast(ReadOnlySpan<char> marker)
    {
        int at = Rest.IndexOf(marker, StringComparison.Ordinal);
        if (at < 0)
            return false;
        Advance(at + marker.Length);
        return true;
    }

    /// <summary>Takes hexadecimal digits without a prefix, at most 16.</summary>
    public bool TakeHex(out ulong value) => TakeHex(1, out value);

    /// <summary>Takes at least <paramref name="leastDigits"/> and at most 16 hexadecimal digits; more than 16 is no number.</summary>
    public bool TakeHex(int leastDigits, out ulong value)
    {
        int length = 0;
        while (length < Rest.Length && length <= 16 && char.IsAsciiHexDigit(Rest[length]))
            length++;
        value = 0;
        if (length < leastDigits || length > 16 || !ulong.TryParse(Rest[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
            return false;
        Advance(length);
        return true;
    }

    /// <summary>Takes <c>0x</c> and hexadecimal digits.</summary>
    public bool TakePrefixedHex(out ulong value)
    {
        LineScanner start = this;
        if (Take("0x") && TakeHex(out value))
            return true;
        this = start;
        value = 0;
        return false;
    }

    /// <summary>Takes a decimal number with an optional minus sign.</summary>
    public bool TakeNumber(out long value)
    {
        int length = Next == '-' ? 1 : 0;
        while (length < Rest.Length && char.IsAsciiDigit(Rest[length]))
            length++;
        if (!long.TryParse(Rest[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
            return false;
        Advance(length);
        return true;
    }

    /// <summary>Takes a decimal number that fits an <see cref="int"/>.</summary>
    public bool TakeInt(out int value)
    {
        LineScanner start = this;
        value = 0;
        if (!TakeNumber(out long number) || number is < int.MinValue or > int.MaxValue)
        {
            this = start;
            return false;
        }

        value = (int)number;
        return true;
    }

    /// <summary>Takes everything up to a blank, or to the end; empty at a blank.</summary>
    public ReadOnlySpan<char> TakeWord()
    {
        int length = Rest.IndexOfAny(' ', '\t');
        ReadOnlySpan<char> word = length < 0 ? Rest : Rest[..length];
        Advance(word.Length);
        return word;
    }

    /// <summary>Takes everything up to a text, which is taken too and not returned; false and nothing moved when it does not come.</summary>
    public bool TakeUntil(ReadOnlySpan<char> end, out ReadOnlySpan<char> before)
    {
        int at = Rest.IndexOf(end, StringComparison.Ordinal);
        before = at < 0 ? [] : Rest[..at];
        if (at < 0)
            return false;
        Advance(at + end.Length);
        return true;
    }
}
