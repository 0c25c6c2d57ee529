using System.Globalization;
using System.Text;

namespace Stucktrace.Reporting.Text;

/// <summary>
/// The one place through which text passes on its way to a reader. Whatever a log or a file name holds, nothing leaves here that could move a
/// cursor, turn the direction of reading, hide itself or pose as something else: such characters are written out (<c>\x1b</c>, <c>\u202e</c>).
/// </summary>
public static class VisibleText
{
    const string Ellipsis = "…";

    /// <summary>The text with every character that would not show as itself written out. Applying it twice changes nothing.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        int first = FirstHidden(text);
        if (first < 0)
            return text;
        StringBuilder visible = new(text, 0, first, text.Length + 16);
        while (first < text.Length)
        {
            bool whole = Rune.TryGetRuneAt(text, first, out Rune rune);
            if (!whole)
                Escape(visible, text[first]);
            else if (rune.Value == '\t')
                visible.Append(' ');
            else if (IsHidden(rune, first == 0 ? '\0' : text[first - 1]))
                Escape(visible, rune.Value);
            else
                visible.Append(text, first, rune.Utf16SequenceLength);
            first += whole ? rune.Utf16SequenceLength : 1;
        }

        return visible.ToString();
    }

    /// <summary>Like <see cref="Of(string)"/>, and cut where it is longer than a reader can use; the cut is shown.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">Most characters kept.</param>
    public static string Of(string text, int most)
    {
        if (text.Length <= most)
            return Of(text);
        int cut = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return string.Create(CultureInfo.InvariantCulture, $"{Of(text[..cut])}{Ellipsis}[+{text.Length - cut}]");
    }

    static int FirstHidden(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is >= ' ' and < '\x7f')
                continue;
            if (!Rune.TryGetRuneAt(text, i, out Rune rune) || IsHidden(rune, i == 0 ? '\0' : text[i - 1]))
                return i;
            i += rune.Utf16SequenceLength - 1;
        }

        return -1;
    }

    static bool IsHidden(Rune rune, char before) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.EnclosingMark or UnicodeCategory.Surrogate => true,
        // One accent on a letter is spelling; a heap of marks is an attack on the lines above.
        UnicodeCategory.NonSpacingMark => !(rune.Value is >= 0x300 and < 0x34f && char.IsLetter(before)),
        UnicodeCategory.SpaceSeparator => rune.Value is not (' ' or 0x3000),
        // Letters that are blank by definition: the Hangul fillers and the Braille blank.
        _ => rune.Value is 0x115f or 0x1160 or 0x3164 or 0xffa0 or 0x2800,
    };

    static void Escape(StringBuilder text, int value) => text.Append(value switch
    {
        < 0x100 => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
        < 0x10000 => string.Create(CultureInfo.InvariantCulture, $"\\u{value:x4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{value:x8}"),
    });
}
