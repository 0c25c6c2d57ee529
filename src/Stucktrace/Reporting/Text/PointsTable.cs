using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Reporting.Text;

/// <summary>The points in which two failures were compared: a table, then what needs a sentence.</summary>
static class PointsTable
{
    const int MostShown = 60;

    /// <summary>Writes it.</summary>
    /// <param name="surface">Where to.</param>
    /// <param name="points">The points.</param>
    /// <param name="sides">Head of the column with the two values: <c>A / B</c>.</param>
    /// <param name="language">Language.</param>
    internal static void Write(TextSurface surface, ImmutableArray<ComparisonPoint> points, string sides, Language language)
    {
        TextTable.Write(
            surface,
            [language.Say("compare.head.point"), language.Say("compare.head.agreement"), language.Say("compare.head.lines"), sides],
            [.. points.Select(p => (TextRun[])[language.Say($"compare.point.{p.Name}"), Outcome(p.Agreement, language), new TextRun(Lines(p), Tone.Quiet), Values(p)])]);
        surface.Line();
        foreach (ComparisonPoint point in points.Where(p => p.Why is not null))
            surface.Paragraph(2, 4, new TextRun(language.Say($"compare.point.{point.Name}") + ": ", Tone.Strong), new TextRun(point.Why!.Render(language)));
    }

    static TextRun Outcome(Agreement agreement, Language language) => agreement switch
    {
        Agreement.Agree => new TextRun(language.Say("compare.agree"), Tone.Good),
        Agreement.Fit => new TextRun(language.Say("compare.fit"), Tone.Good),
        Agreement.Differ => new TextRun(language.Say("compare.differ"), Tone.Bad),
        _ => new TextRun(language.Say("compare.unknown"), Tone.Quiet),
    };

    static string Lines(ComparisonPoint point) => $"{Line(point.FirstEvidence)} / {Line(point.SecondEvidence)}";

    static string Line(ImmutableArray<Evidence> evidence) => evidence.FirstOrDefault(e => e.Line > 0) is { } first ? first.Line.ToString(CultureInfo.InvariantCulture) : "-";

    static TextRun Values(ComparisonPoint point) => new(point.First == point.Second ? Shown(point.First) : $"{Shown(point.First)} / {Shown(point.Second)}");

    static string Shown(string? value) => value is null ? "?" : VisibleText.Of(value, MostShown);
}
