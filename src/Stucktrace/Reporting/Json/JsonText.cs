using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Stucktrace.Reporting.Json;

/// <summary>Strings of the input in JSON: readable where they are harmless, escaped wherever a terminal or an editor could be misled.</summary>
static class JsonText
{
    internal static string Hex(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    /// <summary>False when the text has characters that are not shown as themselves: formatting, direction, lone surrogates.</summary>
    internal static bool IsPlain(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (c >= 0x7f && !IsPlain(c))
                return false;
        }

        return true;
    }

    static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>Escapes everything that is not plain ASCII.</summary>
    internal static JsonEncodedText Escape(string text)
    {
        // Round trip through UTF-8 turns lone surrogates, which JSON cannot carry, into U+FFFD.
        return JsonEncodedText.Encode(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
    }
}
