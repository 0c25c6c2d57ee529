using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Stucktrace.Attribution;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Text;
using Stucktrace.Reporting.View;
using Stucktrace.Reproduction.Triggers;
using Stucktrace.Reporting.Walks;

namespace Stucktrace.Web.Report;

/// <summary>
/// What the page shows: all texts in both languages, and the places that its links lead to. Components never write a text that depends on the language
/// by themselves: <see cref="Say(string, object[])"/> and <see cref="Both(Func{PageTexts, string})"/> put both into the page, and the reader's choice hides one of them.
/// </summary>
public sealed class PageModel
{
    internal const int MostIncidents = 100;
    internal const int MostQuotes = 8;
    const int MostBytes = 200;
    const int MostRawReports = 60;
    const int MostRawCharacters = 350_000;
    readonly HashSet<(int Input, long Line)> _shown = [];
    readonly Dictionary<(int Input, long Line), SortedSet<int>> _cited = [];
    readonly Dictionary<string, int> _bytes = new(StringComparer.Ordinal);

    /// <summary>Makes the model.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="language">Language that the page opens in.</param>
    public PageModel(DiagnosisResult result, Language language)
    {
        ReproductionPlan? plan = CasePlan.Of(result);
        English = new PageTexts(new DiagnosisView(result, Language.English), plan);
        Chinese = new PageTexts(new DiagnosisView(result, Language.Chinese), plan);
        Texts = language == Language.Chinese ? Chinese : English;
        Walk = WalkView.Of(result);
        Raw = [.. ChooseRaw()];
        for (int i = 0; i < Texts.Findings.Length; i++)
        {
            foreach (Quotation quote in Texts.Findings[i].Evidence)
                Cite(quote, i);
        }

        // Instructions and words of memory are quoted alike in both languages.
        Bytes = [.. English.Findings
            .SelectMany((f, i) => f.Evidence.Where(q => q.Check is not null && Anchor(q.Input, q.Line) is null).Select(q => (Quote: q, Finding: i)))
            .GroupBy(p => p.Quote.Place, StringComparer.Ordinal)
            .Take(MostBytes)
            .Select((g, i) => ($"b{i}", g.First().Quote, g.Select(p => p.Finding).DistinctBy(f => Texts.Findings[f].Id).ToArray()))];
        foreach ((int index, (_, Quotation quote, _)) in Bytes.Index())
            _bytes.Add(quote.Place, index);
    }

    /// <summary>The texts in English.</summary>
    internal PageTexts English { get; }

    /// <summary>The texts in Chinese.</summary>
    internal PageTexts Chinese { get; }

    /// <summary>The texts in the language that the page opens in: for what is the same in both, such as ids, numbers and the lengths of lists.</summary>
    internal PageTexts Texts { get; }

    /// <summary>The diagnosis in the language that the page opens in; see <see cref="Texts"/>.</summary>
    internal DiagnosisView View => Texts.View;

    /// <summary>Who is to blame, by name; null when nobody is.</summary>
    internal string? Culprit => View.Result.Verdict.Culprit switch
    {
        { Kind: CulpritKind.Module, Module: { } module, Function: var function } => Names.Code(function, null, module),
        { Kind: CulpritKind.Kernel, Function: { } function } => Names.Short(function),
        _ => null,
    };

    /// <summary>The word for who is to blame: one good piece of evidence makes a culprit, less only a suspect.</summary>
    internal string BlameWord => IsSure ? "page.cause" : "page.suspect";

    /// <summary>The sign that stands before that word, for those who do not see colours.</summary>
    internal string BlameMark => IsSure ? "■" : "?";

    /// <summary>The style of what shows the cause: that of a culprit, or the quieter one of a suspect.</summary>
    internal string BlameClass => IsSure ? "cause" : "suspect";

    bool IsSure => View.Result.Verdict.Confidence >= Confidence.Likely;

    /// <summary>Who is to blame where no report shows the cause itself; null where one does, and for chains of other incidents.</summary>
    /// <param name="chain">Index of the chain.</param>
    internal string? CulpritOf(int chain) => chain == 0 && IsSure && Texts.Chains[chain].Cause is null && View.Incident is { Effects.Length: > 0 } ? Culprit : null;

    /// <summary>The walk that is shown step by step, or null.</summary>
    internal WalkView? Walk { get; }

    /// <summary>Reports whose lines are in the page, those of the verdict's incident first.</summary>
    internal ImmutableArray<Stucktrace.Incidents.Report> Raw { get; }

    /// <summary>A sentence of the catalogue in both languages.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="arguments">Its values, the same in both languages.</param>
    internal RenderFragment Say(string id, params object?[] arguments) => Both(t => t.Say(id, arguments));

    /// <summary>A message in both languages.</summary>
    /// <param name="message">The message.</param>
    internal RenderFragment Say(Message message) => Both(t => t.View.Say(message));

    /// <summary>A text in both languages; once where they agree.</summary>
    /// <param name="text">Gives the text in one language.</param>
    internal RenderFragment Both(Func<PageTexts, string> text) => Both(text(English), text(Chinese), "span");

    /// <summary>A sentence of the catalogue in both languages, for a drawing.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="arguments">Its values, the same in both languages.</param>
    internal RenderFragment SayDrawn(string id, params object?[] arguments) => BothDrawn(t => t.Say(id, arguments));

    /// <summary>A text of a drawing in both languages.</summary>
    /// <param name="text">Gives the text in one language.</param>
    internal RenderFragment BothDrawn(Func<PageTexts, string> text) => Both(text(English), text(Chinese), "tspan");

    /// <summary>Name of the line's place in the page, or null when it isn't there.</summary>
    internal string? Anchor(int input, long line) =>
        _shown.Contains((input, line)) ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"l{input}-{line}") : null;

    /// <summary>A line's name, and its place in the page, or null when it isn't there.</summary>
    internal (string Name, string? Anchor) Line(int input, long line) => (View.PlaceOf(input, line), Anchor(input, line));

    /// <summary>Name of the place in the page where bytes of a module file or a dump are shown, or null when they aren't.</summary>
    /// <param name="place">The place in the input, as shown.</param>
    internal string? Anchor(string place) => _bytes.TryGetValue(place, out int index) ? Bytes[index].Anchor : null;

    /// <summary>The bytes that claims rest on, each with its place in the page and the indexes of the findings.</summary>
    internal ImmutableArray<(string Anchor, Quotation Quote, int[] Findings)> Bytes { get; }

    /// <summary>Indexes of the findings that rest on a line.</summary>
    internal IEnumerable<int> CitedBy(int input, long line) => _cited.TryGetValue((input, line), out SortedSet<int>? findings) ? findings : [];

    internal static string RawText(ReportLine line) => VisibleText.Of(line.Text, 1_000);

    /// <summary>A text that is at hand in both languages.</summary>
    /// <param name="english">In English.</param>
    /// <param name="chinese">In Chinese.</param>
    internal static RenderFragment Both(string english, string chinese) => Both(english, chinese, "span");

    static RenderFragment Both(string english, string chinese, string element) => builder =>
    {
        if (string.Equals(english, chinese, StringComparison.Ordinal))
        {
            builder.AddContent(0, english);
            return;
        }

        builder.OpenElement(1, element);
        builder.AddAttribute(2, "lang", "en");
        builder.AddContent(3, english);
        builder.CloseElement();
        builder.OpenElement(4, element);
        builder.AddAttribute(5, "lang", "zh-CN");
        builder.AddContent(6, chinese);
        builder.CloseElement();
    };

    void Cite(Quotation quote, int finding)
    {
        // A range is marked line by line, within reason.
        for (long line = quote.Line; line <= quote.LastLine && line < quote.Line + 40; line++)
        {
            if (!_cited.TryGetValue((quote.Input, line), out SortedSet<int>? findings))
                _cited.Add((quote.Input, line), findings = []);
            findings.Add(finding);
        }
    }

    IEnumerable<Stucktrace.Incidents.Report> ChooseRaw()
    {
        int budget = MostRawCharacters;
        HashSet<string> main = [.. View.Incident?.Reports ?? []];
        foreach (Stucktrace.Incidents.Report report in View.Result.Reports.Where(r => r.Lines.Length > 0).OrderBy(r => main.Contains(r.Id) ? 0 : 1).Take(MostRawReports))
        {
            budget -= report.Lines.Sum(l => Math.Min(l.Text.Length, 1_000) + 60);
            if (budget < 0)
                yield break;
            foreach (ReportLine line in report.Lines)
                _shown.Add((report.Input, line.Line));
            yield return report;
        }
    }
}
