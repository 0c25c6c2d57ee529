using Stucktrace.Formats;
using Stucktrace.Reporting.View;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Reporting.Text;

/// <summary>A comparison on one screen: the verdict first, then a table of points, then what needs a sentence.</summary>
public static class ComparisonText
{
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
        PointsTable.Write(surface, verdict.Points, "A / B", language);
        foreach (Message note in verdict.Notes)
            surface.Paragraph(2, 4, new TextRun(note.Render(language)));
    }
}
