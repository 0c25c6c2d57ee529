using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Reporting.Text;

/// <summary>A comparison on one screen: the verdict, then a table of points.</summary>
public static class ComparisonText
{
    const int MostShown = 44;

    /// <summary>Writes it.</summary>
    /// <param name="verdict">What came of comparing.</param>
    /// <param name="first">Name of the first input.</param>
    /// <param name="second">Name of the second input.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="language">Language.</param>
    /// <param name="style">What the terminal can show.</param>
    public static void Write(ComparisonVerdict verdict, string first, string second, TextWriter writer, Language language, TextStyle style)
    {
        TextSurface surface = new(writer, style);
        surface.Paragraph(0, 2, new TextRun(verdict.Summary.Render(language), verdict.IsSame ? Tone.Good : Tone.Bad));
        surface.Paragraph(0, 2, new TextRun(language.Say("compare.confidence", verdict.Confidence.Word(language)), Tone.Quiet));
        if (verdict.IsSameEvent)
            surface.Paragraph(0, 2, new TextRun(language.Say("compare.same-event"), Tone.Warning));
        surface.Line();
        List<TextRun[]> rows = [];
        foreach (ComparisonPoint point in verdict.Points)
            rows.Add([language.Say($"compare.point.{point.Name}"), Mark(point.Agreement, language), Values(point)]);
        TextTable.Write(surface, [language.Say("compare.head.point"), language.Say("compare.head.agreement"), $"{first} / {second}"], rows);
        surface.Line();
        foreach (ComparisonPoint point in verdict.Points.Where(p => p.Why is not null))
            surface.Paragraph(2, 4, new TextRun(language.Say($"compare.point.{point.Name}") + ": ", Tone.Strong), new TextRun(point.Why!.Render(language)));
        foreach (Formats.Message note in verdict.Notes)
            surface.Paragraph(2, 4, new TextRun(note.Render(language)));
    }

    static TextRun Mark(Agreement agreement, Language language) => agreement switch
    {
        Agreement.Agree => new TextRun(language.Say("compare.agree"), Tone.Good),
        Agreement.Fit => new TextRun(language.Say("compare.fit"), Tone.Good),
        Agreement.Differ => new TextRun(language.Say("compare.differ"), Tone.Bad),
        _ => new TextRun(language.Say("compare.unknown"), Tone.Quiet),
    };

    static TextRun Values(ComparisonPoint point) => new(point.First == point.Second ? Shown(point.First) : $"{Shown(point.First)} / {Shown(point.Second)}");

    static string Shown(string? value) => value is null ? "?" : VisibleText.Of(value, MostShown);
}
