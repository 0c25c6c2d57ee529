using System.Text;

namespace Stucktrace.Reporting.View;

/// <summary>The parts of a long line that a claim is about: a list of a hundred modules is not quoted for the sake of one.</summary>
static class Excerpt
{
    const int Around = 28;
    const int Head = 20;
    const int LeastWord = 4;

    /// <summary>The line, or its beginning and the surroundings of the words that the claim has too.</summary>
    /// <param name="line">The line.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="most">Longest line that is quoted whole.</param>
    internal static string Of(string line, string claim, int most)
    {
        if (line.Length <= most)
            return line;
        List<(int From, int To)> parts = [(0, Head)];
        foreach (string word in Words(claim))
        {
            int at = line.IndexOf(word, Head, StringComparison.Ordinal);
            if (at >= 0)
                parts.Add((Math.Max(0, at - Around), Math.Min(line.Length, at + word.Length + Around)));
        }

        return parts.Count == 1 ? line : Join(line, parts, most);
    }

    static IEnumerable<string> Words(string claim) => claim
        .Split([' ', ',', '.', ':', ';', '(', ')', '[', ']', '"', '，', '。', '：', '；', '（', '）', '、', '+'], StringSplitOptions.RemoveEmptyEntries)
        .Where(w => w.Length >= LeastWord && w.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        .Distinct(StringComparer.Ordinal)
        .Take(40);

    static string Join(string line, List<(int From, int To)> parts, int most)
    {
        StringBuilder text = new();
        int end = 0;
        foreach ((int from, int to) in parts.OrderBy(p => p.From))
        {
            if (to <= end || text.Length > most)
                continue;
            // Whole words: a part begins after a blank and ends before one.
            int begin = from <= end ? end : Math.Max(end, line.IndexOf(' ', from) is >= 0 and int blank && blank < to ? blank + 1 : from);
            if (begin > end)
                text.Append("… ");
            int stop = to < line.Length && line.LastIndexOf(' ', to) is int last && last > begin ? last + 1 : to;
            text.Append(line, begin, stop - begin);
            end = stop;
        }

        return end < line.Length ? text.Append('…').ToString() : text.ToString();
    }
}
