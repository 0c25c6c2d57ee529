using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Stucktrace.Incidents;
using Stucktrace.Reporting;

namespace Stucktrace.Tests.Reporting;

public partial class HtmlReportTests
{
    static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "h1", "h2", "h3", "p", "span", "strong", "em", "code", "pre", "a", "ul", "ol", "li", "dl", "dt", "dd", "div",
        "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "svg", "line", "text", "tspan", "rect", "circle", "path", "form", "fieldset", "legend", "input", "label", "i", "script", "button",
        "bdi", "nav", "figure", "figcaption", "g", "defs", "marker", "output", "h4", "polygon", "title", "b", "colgroup", "col",
    };

    [GeneratedRegex("<(?<name>/?[A-Za-z!][A-Za-z0-9]*)(?<attributes>[^<>]*)>", RegexOptions.None, 5_000)]
    private static partial Regex Tag();

    [GeneratedRegex("""\s(?<name>[a-zA-Z0-9-]+)(?:="(?<value>[^"]*)")?""", RegexOptions.None, 5_000)]
    private static partial Regex Attribute();

    /// <summary>Every tag is one of ours, every attribute harmless, every link inside the page and to a place that is there.</summary>
    internal static void AssertSafe(string html)
    {
        string body = WithoutOurs(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        List<string> open = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        List<string> links = [];
        MatchCollection tags = Tag().Matches(body);
        Assert.Equal(body.Count(c => c == '<'), tags.Count);
        foreach (Match tag in tags)
        {
            string name = tag.Groups["name"].Value;
            Assert.Contains(name.TrimStart('/'), Elements);
            if (name.StartsWith('/'))
            {
                Assert.Equal(open[^1], name[1..]);
                open.RemoveAt(open.Count - 1);
                continue;
            }

            if (name is not ("meta" or "input") && !tag.Groups["attributes"].Value.EndsWith('/'))
                open.Add(name);
            foreach (Match attribute in Attribute().Matches(tag.Groups["attributes"].Value))
            {
                string attributeName = attribute.Groups["name"].Value;
                Assert.False(attributeName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attributeName is "style" or "src" or "srcdoc" or "action", tag.Value);
                if (attributeName == "id")
                    Assert.True(ids.Add(attribute.Groups["value"].Value), $"twice: {attribute.Value}");
                if (attributeName == "href")
                    links.Add(attribute.Groups["value"].Value);
            }
        }

        Assert.Empty(open);
        // A link leads to a place of the page, or is the certificate itself to be kept as a file.
        Assert.All(links.Where(l => !l.StartsWith("data:application/json;base64,", StringComparison.Ordinal)), link => Assert.Contains(link[1..], ids));
    }

    /// <summary>The page without the texts of its style sheets and scripts, after making sure that the policy names each by its hash.</summary>
    static string WithoutOurs(string html)
    {
        string policy = System.Net.WebUtility.HtmlDecode(html[..html.IndexOf("</title>", StringComparison.Ordinal)]);
        foreach (string element in (string[])["style", "script"])
        {
            for (int at = 0; (at = html.IndexOf($"<{element}>", at, StringComparison.Ordinal)) >= 0;)
            {
                at += element.Length + 2;
                int end = html.IndexOf($"</{element}>", at, StringComparison.Ordinal);
                Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[at..end])))}'", policy, StringComparison.Ordinal);
                html = html[..at] + html[end..];
            }
        }

        return html;
    }

    [Fact]
    public void ThePageHoldsBothLanguages() => AssertBothLanguages(HandMade.FoundingCase());

    /// <summary>Whichever language the page opens in, it holds the same: a text that was written once only is found so.</summary>
    internal static void AssertBothLanguages(DiagnosisResult result) =>
        Assert.Equal(Unchosen(Outputs.Html(result, Language.English)), Unchosen(Outputs.Html(result, Language.Chinese)));

    // Without the language of the document, its title, and the mark at the chosen button.
    static string Unchosen(string html)
    {
        string title = html[(html.IndexOf("<title>", StringComparison.Ordinal) + 7)..html.IndexOf("</title>", StringComparison.Ordinal)];
        html = html.Replace($"<title>{title}</title>", "<title></title>", StringComparison.Ordinal);
        html = Chosen().Replace(html, "");
        return html.Replace("<html lang=\"en\">", "<html>", StringComparison.Ordinal).Replace("<html lang=\"zh-CN\">", "<html>", StringComparison.Ordinal);
    }

    [GeneratedRegex("(?<=<input type=\"radio\" name=\"lang\"[^<>]*) checked", RegexOptions.None, 5_000)]
    private static partial Regex Chosen();

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void ThePageIsWholeAndSafe(Language language)
    {
        string html = Outputs.Html(HandMade.FoundingCase(), language);
        AssertSafe(html);
        Assert.Contains(language == Language.Chinese ? "<html lang=\"zh-CN\">" : "<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains(language == Language.Chinese ? "因果链" : "Chain of causes", html, StringComparison.Ordinal);
        foreach (string expected in (string[])["get_process_name&#x2B;0x50", "wsssr_defence_d[27392]", "href=\"#l0-1\"", "id=\"l0-1\"", "<svg", "default-src &#x27;none&#x27;"])
            Assert.True(html.Contains(expected, StringComparison.Ordinal) || html.Contains(System.Net.WebUtility.HtmlDecode(expected), StringComparison.Ordinal), expected);
        Assert.Equal(html, Outputs.Html(HandMade.FoundingCase(), language));
    }

    [Theory]
    [MemberData(nameof(HostileOutputTests.Attacks), MemberType = typeof(HostileOutputTests))]
    public void WhateverTheInputSaysThePageIsOurs(string attack) => AssertSafe(Outputs.Html(HostileOutputTests.Plant(attack), Language.English));

    [Fact]
    public void TenThousandReportsStayBelowAMegabyte()
    {
        DiagnosisResult result = HandMade.FoundingCase();
        ImmutableArray<ReportLine> lines = [.. Enumerable.Range(0, 60).Select(i => new ReportLine(i, new string('x', 150)))];
        ImmutableArray<Report> reports = [.. Enumerable.Range(0, 10_000).Select(i => HandMade.Lockup with { Id = $"r{i}", FirstLine = i * 70, LastLine = (i * 70) + 66, Lines = [.. lines.Select(l => l with { Line = l.Line + (i * 70) })] })];
        result = result with
        {
            Reports = reports,
            Incidents = [.. reports.Select((r, i) => result.Incidents[0] with { Id = $"i{i}", Cause = r.Id, Reports = [r.Id] })],
            Findings = [.. Enumerable.Range(0, 3_000).Select(i => result.Findings[i % 2])],
        };
        string html = Outputs.Html(result, Language.English);
        Assert.True(html.Length < 1_000_000, $"{html.Length} characters");
        Assert.Contains("9800 more are left out", html, StringComparison.Ordinal);
        AssertSafe(html);
    }
}
