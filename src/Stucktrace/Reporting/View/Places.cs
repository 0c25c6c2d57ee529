using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Incidents;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.View;

/// <summary>Turns evidence into places that a reader can go to, with what stands there.</summary>
/// <param name="result">The diagnosis.</param>
sealed class Places(DiagnosisResult result)
{
    const int MostQuoted = 400;
    readonly ImmutableArray<string> _names = Distinct(result.Inputs);
    readonly ILookup<int, Report> _reports = result.Reports.Where(r => r.Lines.Length > 0).ToLookup(r => r.Input);

    /// <summary>An input's name: the file's, or the whole path where two files have the same.</summary>
    internal string Input(int index) => index >= 0 && index < _names.Length ? _names[index] : "?";

    internal string At(int input, long line, long lastLine)
    {
        string at = string.Create(CultureInfo.InvariantCulture, $"{Input(input)}:{line}");
        return lastLine > line ? string.Create(CultureInfo.InvariantCulture, $"{at}-{lastLine}") : at;
    }

    internal Quotation Quote(Evidence evidence) => new(
        At(evidence.Input, evidence.Line, evidence.LastLine),
        evidence.Input,
        evidence.Line,
        evidence.LastLine,
        (evidence.Quote ?? Find(evidence.Input, evidence.Line)) is { } text ? VisibleText.Of(text.Trim(), MostQuoted) : null);

    internal ImmutableArray<Quotation> Quote(ImmutableArray<Evidence> evidence) => [.. evidence.Select(Quote)];

    string? Find(int input, long line)
    {
        foreach (Report report in _reports[input])
        {
            if (report.FirstLine > line || report.LastLine < line)
                continue;
            foreach (ReportLine kept in report.Lines)
            {
                if (kept.Line == line)
                    return kept.Text;
            }
        }

        return null;
    }

    static ImmutableArray<string> Distinct(ImmutableArray<DiagnosisInput> inputs)
    {
        string[] names = [.. inputs.Select(i => Path.GetFileName(i.Path) is { Length: > 0 } name ? name : i.Path)];
        HashSet<string> twice = [.. names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];
        return [.. inputs.Select((input, i) => VisibleText.Of(twice.Contains(names[i]) ? input.Path : names[i], 200))];
    }
}
