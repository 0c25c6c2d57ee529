namespace Stucktrace.Reporting.Text;

/// <summary>What the catalogue says of a finding; <c>stucktrace explain ST1001</c>.</summary>
public static class ExplainText
{
    /// <summary>Writes the description.</summary>
    /// <param name="finding">The description.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="language">Language.</param>
    /// <param name="style">What the terminal can show.</param>
    public static void Write(FindingDescription finding, TextWriter writer, Language language, TextStyle style)
    {
        TextSurface surface = new(writer, style);
        surface.Paragraph(0, 2, new TextRun(finding.Id + "  ", Tone.Accent), new TextRun(finding.Title.In(language), Tone.Strong));
        Part("explain.says", finding.Says);
        Part("explain.how-known", finding.HowKnown);
        Part("explain.refuted-by", finding.RefutedBy);
        Part("explain.what-to-do", finding.WhatToDo);

        void Part(string label, MessageText text)
        {
            surface.Line();
            surface.Paragraph(0, 2, new TextRun(Formats.Message.Of(label).Render(language), Tone.Strong));
            surface.Paragraph(2, 2, text.In(language));
        }
    }
}
