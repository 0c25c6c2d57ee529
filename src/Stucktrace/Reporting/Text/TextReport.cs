using System.Collections.Immutable;
using Stucktrace.Reporting.Modules;
using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Text;

/// <summary>A diagnosis as text for a terminal: the verdict on one screen, everything that it rests on below.</summary>
public static class TextReport
{
    const int MostRows = 60;
    const int MostFindings = 60;

    /// <summary>Writes the result of <c>diagnose</c>.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="language">Language.</param>
    /// <param name="style">What the terminal can show.</param>
    public static void Write(DiagnosisResult result, TextWriter writer, Language language, TextStyle style)
    {
        DiagnosisView view = new(result, language);
        TextSurface surface = new(writer, style);
        VerdictText.Write(surface, view);
        ChainText.Write(surface, view);
        TimelineText.Write(surface, view, MostRows);
        StackText.Write(surface, view);
        if (result.Live is { } live)
        {
            surface.Heading(language.Say("live.title"));
            LiveText.Write(surface, live, language);
        }

        LoopText.Write(surface, view);
        FindingsText.Write(surface, view, MostFindings);
        FindingsText.Suspects(surface, view);
        FindingsText.Reasons(surface, language, language.Say("out.section.cleared"), view.Cleared, Tone.Good);
        FindingsText.Explanations(surface, view);
        Bullets(surface, language.Say("out.section.not-checked"), view.NotChecked);
        Bullets(surface, language.Say("out.section.raised-by"), view.RaisedBy);
        AdviceText.Write(surface, view);
        IncidentsText.Write(surface, view, MostRows);
        InputsText.Write(surface, view);
    }

    /// <summary>Writes the result of <c>log</c>: reports, incidents and timeline, no verdict.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="language">Language.</param>
    /// <param name="style">What the terminal can show.</param>
    public static void WriteLog(DiagnosisResult result, TextWriter writer, Language language, TextStyle style)
    {
        DiagnosisView view = new(result, language);
        TextSurface surface = new(writer, style);
        surface.Paragraph(0, 2, new TextRun(language.Say("out.summary.counts", result.Reports.Length, result.Incidents.Length, result.Inputs.Length), Tone.Strong));
        TimelineText.Reports(surface, view);
        IncidentsText.Write(surface, view, int.MaxValue, judged: false);
        ChainText.Write(surface, view, int.MaxValue);
        TimelineText.Write(surface, view, int.MaxValue);
        InputsText.Write(surface, view);
    }

    internal static void Bullets(TextSurface surface, string heading, ImmutableArray<string> texts)
    {
        if (texts.Length == 0)
            return;
        surface.Heading(heading);
        foreach (string text in texts)
            surface.Block([new TextRun(surface.Glyph("  • ", "  * "), Tone.Quiet)], "    ", text);
    }

    internal static void LeftOut(TextSurface surface, Language language, long count)
    {
        if (count > 0)
            surface.Paragraph(2, 4, new TextRun(language.Say("out.left-out", count), Tone.Warning));
    }
}
