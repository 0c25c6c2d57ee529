using System.Text;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Web.Uploads;

/// <summary>What a client calls a file: kept to be shown, and made harmless for the links that an analysis reads its inputs by.</summary>
static class ClientName
{
    const int MostCharacters = 120;

    /// <summary>The last part of the name, visible and bounded, to be shown.</summary>
    internal static string Shown(string? name)
    {
        string last = (name ?? string.Empty).Split('/', '\\')[^1].Trim();
        return last.Length == 0 ? "file" : VisibleText.Of(last, MostCharacters);
    }

    /// <summary>Names for links: letters, digits, dot, dash, underline and plus only, none beginning with a dot or a dash, each once.</summary>
    internal static IReadOnlyList<string> ForLinks(IEnumerable<string> names)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        List<string> links = [];
        foreach (string name in names)
        {
            string plain = Plain(name), link = plain;
            for (int i = 2; !taken.Add(link); i++)
                link = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{i}-{plain}");
            links.Add(link);
        }

        return links;
    }

    static string Plain(string name)
    {
        StringBuilder plain = new();
        foreach (char c in name.Length > MostCharacters ? name[..MostCharacters] : name)
            plain.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+' ? c : '_');
        if (plain.Length == 0 || plain[0] is '.' or '-')
            plain.Insert(0, '_');
        return plain.ToString();
    }
}
