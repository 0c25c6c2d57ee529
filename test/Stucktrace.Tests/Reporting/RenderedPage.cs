using System.Net;
using System.Text.RegularExpressions;
using Stucktrace.Reporting;

namespace Stucktrace.Tests.Reporting;

/// <summary>The HTML report as a reader of one language sees it: what is marked as the other language is left out, as the style sheet does.</summary>
sealed partial class RenderedPage
{
    /// <summary>The parts of the page in its order, by the ids that its links use.</summary>
    internal static readonly string[] Parts =
    [
        "verdict", "now", "why", "evidence", "walk", "chain", "timeline", "stack", "findings", "suspects", "cleared", "ruled-out", "not-checked", "raised-by", "fix", "reproduce", "advice", "vendor",
        "incidents", "inputs", "catalogue", "bytes", "raw",
    ];

    readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);

    internal RenderedPage(string html, Language language)
    {
        string shown = Other(language).Replace(Ours().Replace(html, ""), "");
        (string Part, int At)[] begins = [.. Parts.Select(p => (p, shown.IndexOf($" id=\"{p}\"", StringComparison.Ordinal))).Where(p => p.Item2 >= 0).OrderBy(p => p.Item2)];
        Order = [.. begins.Select(b => b.Part)];
        for (int i = 0; i < begins.Length; i++)
            _parts[begins[i].Part] = Packed(WebUtility.HtmlDecode(Tag().Replace(shown[begins[i].At..(i + 1 < begins.Length ? begins[i + 1].At : shown.Length)], " ")));
    }

    /// <summary>The parts that the page has, in its order.</summary>
    internal IReadOnlyList<string> Order { get; }

    /// <summary>The text of a part without blanks, which come and go where elements meet; empty when the page has no such part.</summary>
    internal string this[string part] => _parts.GetValueOrDefault(part, string.Empty);

    internal static string Packed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    static Regex Other(Language language) => language == Language.Chinese ? English() : Chinese();

    [GeneratedRegex("<(?<e>style|script)[^>]*>.*?</\\k<e>>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Ours();

    [GeneratedRegex("<(?<e>span|tspan) lang=\"en\">[^<]*</\\k<e>>", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex English();

    [GeneratedRegex("<(?<e>span|tspan) lang=\"zh-CN\">[^<]*</\\k<e>>", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Chinese();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 5_000)]
    private static partial Regex Tag();
}
