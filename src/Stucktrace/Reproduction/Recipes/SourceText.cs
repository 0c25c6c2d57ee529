using System.Globalization;
using System.Text;

namespace Stucktrace.Reproduction.Recipes;

/// <summary>Text inside of C sources: nothing in it ends the comment or the string that it stands in.</summary>
static class SourceText
{
    /// <summary>A block comment.</summary>
    internal static void Comment(StringBuilder output, IEnumerable<string> paragraphs, int width)
    {
        output.Append("/*\n");
        foreach (string paragraph in paragraphs)
        {
            string rest = Harmless(paragraph);
            while (rest.Length > 0)
            {
                int end = rest.Length <= width ? rest.Length : rest.LastIndexOf(' ', width) is > 20 and int blank ? blank : width;
                output.Append(" * ").Append(rest.AsSpan(0, end)).Append('\n');
                rest = rest[end..].TrimStart();
            }
        }

        output.Append(" */\n");
    }

    /// <summary>A comment on a line of its own, indented.</summary>
    internal static string Remark(string text) => $"\t/* {Harmless(text)} */\n";

    /// <summary>A string literal.</summary>
    internal static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c == '?')
                // No trigraphs.
                quoted.Append("\\?");
            else if (!char.IsControl(c))
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    // Names come out of files: one may hold what ends a comment, a line, or the direction of writing.
    static string Harmless(string text)
    {
        StringBuilder kept = new(text.Length);
        foreach (char c in text)
        {
            if (char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format)
                kept.Append(' ');
            else
                kept.Append(c);
        }

        return kept.Replace("*/", "* /").Replace("/*", "/ *").Replace("\\", "\\ ").ToString();
    }
}
