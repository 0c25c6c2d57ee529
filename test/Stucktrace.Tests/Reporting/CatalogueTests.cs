using System.Text.RegularExpressions;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reporting;

public partial class CatalogueTests
{
    [GeneratedRegex(@"\$?""(?<text>[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.?)(?:""|\{)", RegexOptions.None, 10_000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?:Message\.Of|\.Say|\bSay)\(\s*(?:view, )?""(?<id>[a-z][^""]*)""", RegexOptions.None, 10_000)]
    private static partial Regex Call();

    [GeneratedRegex(@"\{(?<gap>\d+)\}", RegexOptions.None, 10_000)]
    private static partial Regex Gap();

    [GeneratedRegex(@"""(?<id>ST\d{4})""", RegexOptions.None, 10_000)]
    private static partial Regex FindingId();

    static IEnumerable<(string Path, string Text)> Sources(Func<string, bool> wanted) =>
        Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(p => p.EndsWith(".cs", StringComparison.Ordinal) || p.EndsWith(".razor", StringComparison.Ordinal))
            .Where(wanted)
            .Select(p => (p, File.ReadAllText(p)));

    /// <summary>The id that the code names; the form for one thing is chosen by its number.</summary>
    static string Base(string id) => id.EndsWith(".one", StringComparison.Ordinal) ? id[..^4] : id;

    static bool IsTable(string path) => path.Contains("/Reporting/Messages/", StringComparison.Ordinal);

    static MessageText Text(string id) => MessageCatalogue.TryGet(id, out MessageText text) ? text : throw new KeyNotFoundException(id);

    static string[] Gaps(string text) => [.. Gap().Matches(text).Select(m => m.Groups["gap"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [Fact]
    public void EveryTextIsInBothLanguagesWithTheSameGaps()
    {
        Assert.All(MessageCatalogue.Ids, id =>
        {
            MessageText text = Text(id);
            Assert.Equal(Gaps(text.English), Gaps(text.Chinese));
            bool hasWords = Gap().Replace(text.English, "").Any(char.IsLetter);
            Assert.True(!hasWords || id.EndsWith("examples", StringComparison.Ordinal) || text.Chinese.Any(IsChinese), $"no Chinese in {id}");
            Assert.False(text.English.Any(IsChinese), $"Chinese in the English of {id}");
        });
    }

    [Fact]
    public void EveryTextIsUsed()
    {
        HashSet<string> literals = [.. Sources(p => !IsTable(p)).SelectMany(s => Literal().Matches(s.Text)).Select(m => m.Groups["text"].Value)];
        string[] prefixes = [.. literals.Where(l => l.EndsWith('.'))];
        Assert.All(MessageCatalogue.Ids, id => Assert.True(literals.Contains(Base(id)) || prefixes.Any(p => id.StartsWith(p, StringComparison.Ordinal)), $"{id} is used nowhere"));
    }

    [Fact]
    public void EveryTextAskedForExistsAndGetsAllItsValues()
    {
        List<string> wrong = [];
        foreach ((string path, string text) in Sources(_ => true))
        {
            foreach (Match call in Call().Matches(text))
            {
                string id = call.Groups["id"].Value;
                if (id.EndsWith('.'))
                    continue;
                if (!MessageCatalogue.TryGet(id, out MessageText known))
                    wrong.Add($"{Path.GetFileName(path)}: {id} is not in the catalogue");
                else if (Arguments(text, call.Index + call.Length) is { } given && Gaps(known.English).Any(g => g.Length > 1 || g[0] - '0' >= given))
                    wrong.Add($"{Path.GetFileName(path)}: {id} has the gaps {string.Join(' ', Gaps(known.English))} and is given {given} values");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void FindingsInTheCodeAndInTheCatalogueAreTheSame()
    {
        string[] inCode = [.. Sources(p => p.Contains("/src/Stucktrace/", StringComparison.Ordinal) && !p.Contains("/Reporting/Findings/", StringComparison.Ordinal)).SelectMany(s => FindingId().Matches(s.Text)).Select(m => m.Groups["id"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.Equal(FindingCatalogue.All.Select(f => f.Id), inCode);
        Assert.All(FindingCatalogue.All, finding => Assert.All((MessageText[])[finding.Title, finding.Says, finding.HowKnown, finding.RefutedBy, finding.WhatToDo], text =>
        {
            Assert.NotEmpty(text.English);
            Assert.False(text.English.Any(IsChinese), finding.Id);
            Assert.True(text.Chinese.Any(IsChinese), finding.Id);
        }));
    }

    /// <summary>The values after the id of a call, or null where they can't be counted.</summary>
    static int? Arguments(string text, int position)
    {
        int depth = 0;
        int given = 0;
        for (int i = position; i < text.Length && i < position + 4_000; i++)
        {
            switch (text[i])
            {
                case '"':
                    // Strings with gaps of their own nest; such calls are left to the tests that render.
                    if (i > 0 && text[i - 1] is '$' or '@')
                        return null;
                    i = text.IndexOf('"', i + 1);
                    break;
                case '\'':
                    i = text.IndexOf('\'', i + 1);
                    break;
                case '.' when depth == 0 && text[i..].StartsWith(".. ", StringComparison.Ordinal):
                    return null;
                case '(' or '[' or '{': depth++; break;
                case ')' when depth == 0: return given;
                case ')' or ']' or '}': depth--; break;
                case ',' when depth == 0: given++; break;
            }
        }

        return null;
    }

    static bool IsChinese(char c) => c is >= '\u4e00' and <= '\u9fff';
}
