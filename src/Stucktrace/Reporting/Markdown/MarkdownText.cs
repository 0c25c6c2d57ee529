using System.Text;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Markdown;

/// <summary>
/// Text of the input in Markdown as GitHub and GitLab read it: it formats nothing, mentions nobody, refers to no ticket and links nowhere.
/// </summary>
static class MarkdownText
{
    // An invisible character that joins: it breaks a mention, a reference or a web address apart and shows as nothing.
    const char Joiner = '\u2060';

    /// <summary>Escapes text for a paragraph, a list item or a table cell.</summary>
    internal static string Escape(string text)
    {
        string visible = VisibleText.Of(text);
        StringBuilder markdown = new(visible.Length + 16);
        for (int i = 0; i < visible.Length; i++)
        {
            char c = visible[i];
            char next = i + 1 < visible.Length ? visible[i + 1] : ' ';
            switch (c)
            {
                case '<': markdown.Append("&lt;"); break;
                case '>': markdown.Append("&gt;"); break;
                case '&': markdown.Append("&amp;"); break;
                case '_' when i > 0 && char.IsLetterOrDigit(visible[i - 1]) && char.IsLetterOrDigit(next): markdown.Append(c); break;
                case '\\' or '`' or '*' or '_' or '[' or '|': markdown.Append('\\').Append(c); break;
                case '@' or '#' or '!' or '$' or '%' or '~': markdown.Append('\\').Append(c); Join(markdown, next); break;
                case ':' when next == '/': markdown.Append(c).Append(Joiner); break;
                case '.' when EndsWithWww(visible, i): markdown.Append(Joiner).Append(c); break;
                case '-' or '+' or '=' when i == 0: markdown.Append('\\').Append(c); break;
                case '.' or ')' when IsNumberTo(visible, i): markdown.Append('\\').Append(c); break;
                default: markdown.Append(c); break;
            }
        }

        return markdown.ToString();
    }

    /// <summary>A code span, whatever the text holds.</summary>
    internal static string Literal(string text)
    {
        string visible = VisibleText.Of(text).Replace("|", "\\|", StringComparison.Ordinal);
        string fence = new('`', LongestRun(visible) + 1);
        return visible.StartsWith('`') || visible.EndsWith('`') || visible.Length == 0 ? $"{fence} {visible} {fence}" : fence + visible + fence;
    }

    /// <summary>A fence that no line of the block can close.</summary>
    internal static string Fence(IEnumerable<string> lines) => new('`', Math.Max(3, lines.Select(l => LongestRun(l) + 1).DefaultIfEmpty(3).Max()));

    static void Join(StringBuilder markdown, char next)
    {
        if (char.IsLetterOrDigit(next) || next is '_' or '"' or '(')
            markdown.Append(Joiner);
    }

    static bool EndsWithWww(string text, int dot) => dot >= 3 && text.AsSpan(dot - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase);

    static bool IsNumberTo(string text, int end) => end is > 0 and < 10 && !text.AsSpan(0, end).ContainsAnyExceptInRange('0', '9');

    static int LongestRun(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
