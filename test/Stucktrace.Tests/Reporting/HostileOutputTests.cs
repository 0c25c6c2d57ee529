using System.Text.Json;
using Stucktrace.Formats;
using Stucktrace.Reporting;

namespace Stucktrace.Tests.Reporting;

public class HostileOutputTests
{
    /// <summary>The founding case with the text behind every string, and with sentences whose gaps hold it.</summary>
    internal static DiagnosisResult Plant(string text)
    {
        DiagnosisResult result = HandMade.FoundingCase();
        Message sentence = Message.Of("out.because", text, text);
        result = result with
        {
            NotChecked = [sentence],
            Findings = [.. result.Findings.Select(f => f with { Claim = sentence })],
            Verdict = result.Verdict with { Summary = sentence },
        };
        return Planted.In(result, s => s + text);
    }

    public static TheoryData<string> Attacks =>
    [
        "\x1b[2J\x1b]0;owned\a\r\n\b",
        "\u009b31m\u0090payload\u009c",
        "\u202egnp.exe\u2066\u200b\u200f\ufeff",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "</script></style></svg>]]>--><!--",
        "' onmouseover='alert(1)\" x=\"",
        "javascript:alert(1) {{7*7}} ${7*7} @(7*7)",
        new string('A', 100_000),
        string.Concat(Enumerable.Repeat("e\u0301\u0302\u0303", 2_000)),
        "{0} {1} {99} {",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void NothingThatMovesOrHidesReachesTheReader(string attack)
    {
        DiagnosisResult result = Plant(attack);
        foreach (Language language in Enum.GetValues<Language>())
        {
            foreach ((string format, string text) in Outputs.All(result, language))
            {
                Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2066' or '\u200b' or '\u200f' or '\ufeff');
                Assert.True(format is "json" || text.Length < 400_000, $"{format} has {text.Length} characters");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void JsonAndSarifStayValid(string attack)
    {
        DiagnosisResult result = Plant(attack);
        JsonDocument json = JsonDocument.Parse(Outputs.Json(result, Language.Chinese));
        Assert.EndsWith(attack, json.RootElement.GetProperty("reports")[0].GetProperty("comm").GetString(), StringComparison.Ordinal);
        JsonElement run = JsonDocument.Parse(Outputs.Sarif(result, Language.English)).RootElement.GetProperty("runs")[0];
        foreach (JsonElement found in run.GetProperty("results").EnumerateArray())
        {
            JsonElement place = found.GetProperty("locations")[0].GetProperty("physicalLocation");
            string uri = place.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
            Assert.True(Uri.IsWellFormedUriString(uri, UriKind.Relative), uri[..Math.Min(100, uri.Length)]);
            Assert.DoesNotContain("..", uri.Split('/'));
            Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt64() >= 1);
            Assert.NotEmpty(found.GetProperty("message").GetProperty("text").GetString()!);
        }
    }

    [Theory]
    [InlineData("see @torvalds and #42", "@\u2060torvalds", "#\u206042")]
    [InlineData("![x](http://evil/) www.evil.example", "\\[x](http:\u2060//evil/)", ":\u2060//", "www\u2060.")]
    [InlineData("a | b <b>bold</b> *x* _y_ `z`", "a \\| b &lt;b&gt;", "\\*x\\*", "\\_y\\_", "\\`z\\`")]
    public void MarkdownFormatsMentionsAndLinksNothing(string attack, params string[] expected)
    {
        string markdown = Outputs.Markdown(Plant(attack), Language.English);
        Assert.All(expected, e => Assert.Contains(e, markdown, StringComparison.Ordinal));
    }

    [Fact]
    public void MarkdownFencesCannotBeClosed()
    {
        string markdown = Outputs.Markdown(Plant("\n````\n# heading"), Language.English);
        string? fence = null;
        int fences = 0;
        foreach (string line in markdown.Split('\n'))
        {
            if (fence is null && line.StartsWith("```", StringComparison.Ordinal))
                (fence, fences) = (line.TrimEnd("text".ToCharArray()), fences + 1);
            else if (fence is not null && line.StartsWith(fence, StringComparison.Ordinal) && line.Trim('`').Length == 0)
                fence = null;
            else if (fence is null)
                Assert.False(line.StartsWith("# heading", StringComparison.Ordinal));
        }

        Assert.Null(fence);
        Assert.True(fences > 2);
    }
}
