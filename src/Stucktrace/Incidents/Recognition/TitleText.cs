using System.Text;

namespace Stucktrace.Incidents.Recognition;

/// <summary>Replaces numbers and addresses in a text by NUM and ADDR.</summary>
static class TitleText
{
    const int MaxLength = 120;

    public static string Normalise(string text)
    {
        StringBuilder result = new();
        int at = 0;
        while (at < text.Length && result.Length < MaxLength)
        {
            char c = text[at];
            if (!char.IsAsciiHexDigit(c) || (at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_')))
            {
                result.Append(c);
                at++;
                continue;
            }

            int end = at;
            bool prefixed = text.AsSpan(at).StartsWith("0x", StringComparison.Ordinal);
            if (prefixed)
                end += 2;
            bool letters = false;
            while (end < text.Length && char.IsAsciiHexDigit(text[end]))
                letters |= !char.IsAsciiDigit(text[end++]);
            bool whole = end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_');
            if (whole && (prefixed || (letters && end - at >= 8)))
                result.Append("ADDR");
            else if (whole && !letters)
                result.Append(end - at >= 16 ? "ADDR" : "NUM");
            else
                result.Append(text, at, end - at);
            at = end;
        }

        return result.ToString().TrimEnd();
    }
}
