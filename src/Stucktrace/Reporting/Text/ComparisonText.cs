using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Reporting.View;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Reporting.Text;

/// <summary>A comparison on one screen: the verdict first, then a table of points, then what needs a sentence.</summary>
public static class ComparisonText
{
    const int MostShown = 60;

    /// <summary>Writes it.</summary>
    /// <param name="result">What came of comparing; with a verdict.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="language">Language.</param>
    /// <param name="style">What the terminal can show.</param>
    public static void Write(CaseComparisonResult result, TextWriter writer, Language language, TextStyle style)
    {
        ComparisonVerdict verdict = result.Verdict ?? throw new ArgumentException("nothing was compared", nameof(result));
        TextSurface surface = new(writer, style);
        surface.Paragraph(0, 2, new TextRun($"{verdict.Confidence.Word(language)}: ", Tone.Strong), new TextRun(verdict.Summary.Render(language), verdict.IsSame ? Tone.Good : Tone.Bad));
        if (verdict.IsSameEvent)
            surface.Paragraph(0, 2, new TextRun(language.Say("compare.same-event"), Tone.Warning));
        surface.Line();
        surface.Field("A", 3, new TextRun(Names.Short(result.First.Path)));
        surface.Field("B", 3, new TextRun(Names.Short(result.Second.Path)));
        surface.Line();
        TextTable.Write(
            surface,
            [language.Say("compare.head.point"), language.Say("compare.head.agreement"), language.Say("compare.head.lines"), "A / B"],
            [.. verdict.Points.Select(p => (TextRun[])[language.Say($"compare.point.{p.Name}"), Outcome(p.Agreement, language), new TextRun(Lines(p), Tone.Quiet), Values(p)])]);
        surface.Line();
        foreach (ComparisonPoint point in verdict.Points.Where(p => p.Why is not null))
            surface.Paragraph(2, 4, new TextRun(language.Say($"compare.point.{point.Name}") + ": ", Tone.Strong), new TextRun(point.Why!.Render(language)));
        foreach (Message note in verdict.Notes)
            surface.Paragraph(2, 4, new TextRun(note.Render(language)));
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
