using System.Text;

namespace Stucktrace.Reporting.Text;

/// <summary>Stand-ins for the signs that our own sentences use, where only ASCII can be shown. Other text stays as it is.</summary>
static class Ascii
{
    internal static string Of(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text;
        StringBuilder ascii = new(text.Length + 8);
        foreach (char c in text)
        {
            _ = c switch
            {
                '…' => ascii.Append("..."),
                '–' or '—' => ascii.Append('-'),
                '·' => ascii.Append('-'),
                '→' or '▶' => ascii.Append("->"),
                '←' => ascii.Append("<-"),
                '×' => ascii.Append('x'),
                '≥' => ascii.Append(">="),
                '≤' => ascii.Append("<="),
                '≈' => ascii.Append('~'),
                '‘' or '’' => ascii.Append('\''),
                '“' or '”' => ascii.Append('"'),
                '«' => ascii.Append("<<"),
                '»' => ascii.Append(">>"),
                _ => ascii.Append(c),
            };
        }

        return ascii.ToString();
    }
}
