using System.Collections.Immutable;
using Stucktrace.Incidents;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Text;
using Stucktrace.Reporting.View;

namespace Stucktrace.Web.Report;

/// <summary>What the page shows: the view that all outputs share, cut to what a page can hold, and the places that its links lead to.</summary>
public sealed class PageModel
{
    internal const int MostFindings = 150;
    internal const int MostEvents = 200;
    internal const int MostIncidents = 100;
    internal const int MostQuotes = 8;
    const int MostRawReports = 60;
    const int MostRawCharacters = 350_000;
    readonly HashSet<(int Input, long Line)> _shown = [];
    readonly Dictionary<(int Input, long Line), SortedSet<int>> _cited = [];

    /// <summary>Makes the model.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="language">Language.</param>
    public PageModel(DiagnosisResult result, Language language)
    {
        View = new DiagnosisView(result, language);
        Findings = [.. View.Findings.Take(MostFindings)];
        Events = View.Timeline;
        Raw = [.. ChooseRaw()];
        for (int i = 0; i < Findings.Length; i++)
        {
            foreach (Quotation quote in Findings[i].Evidence)
                Cite(quote, i);
        }
    }

    internal DiagnosisView View { get; }

    internal ImmutableArray<ClaimView> Findings { get; }

    internal ImmutableArray<EventView> Events { get; }

    /// <summary>Reports whose lines are in the page, those of the verdict's incident first.</summary>
    internal ImmutableArray<Stucktrace.Incidents.Report> Raw { get; }

    internal string Say(string id, params ReadOnlySpan<object?> arguments) => View.Language.Say(id, arguments);

    /// <summary>Name of the line's place in the page, or null when it isn't there.</summary>
    internal string? Anchor(int input, long line) =>
        _shown.Contains((input, line)) ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"l{input}-{line}") : null;

    /// <summary>Indexes of the findings that rest on a line.</summary>
    internal IEnumerable<int> CitedBy(int input, long line) => _cited.TryGetValue((input, line), out SortedSet<int>? findings) ? findings : [];

    internal static string RawText(ReportLine line) => VisibleText.Of(line.Text, 1_000);

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
