using Stucktrace.Formats;
using Stucktrace.Reporting.Text;
using Stucktrace.Termination;
using Stucktrace.Termination.Live;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reporting.Modules;

/// <summary>What running a CPU's code on a dump showed: the sentence, what was seen, the list as it lies in memory, and the proof.</summary>
public static class LiveText
{
    /// <summary>Writes it.</summary>
    /// <param name="surface">The page.</param>
    /// <param name="study">The study.</param>
    /// <param name="language">Language.</param>
    public static void Write(TextSurface surface, LiveStudy study, Language language)
    {
        surface.Paragraph(0, 2, new TextRun(study.Headline.Render(language), ToneOf(study.Verdict)));
        foreach (Message fact in study.Facts)
            surface.Block([new TextRun(surface.Glyph("  • ", "  * "), Tone.Quiet)], "    ", new TextRun(fact.Render(language)));
        if (study.List is { } list)
        {
            surface.Heading(language.Say("live.list.title", list.Field ?? $"+0x{list.FieldOffset ?? 0:x}"));
            ListDrawing.Write(surface, study, list, language);
        }

        if (study.Outcome.Certificate is { } proof && study.Verdict == LiveVerdict.NeverEnds)
            Proof(surface, study, proof, language);
    }

    static Tone ToneOf(LiveVerdict verdict) => verdict switch
    {
        LiveVerdict.NeverEnds or LiveVerdict.Faults => Tone.Bad,
        LiveVerdict.Ends or LiveVerdict.WaitsForClock => Tone.Good,
        _ => Tone.Warning,
    };

    static void Proof(TextSurface surface, LiveStudy study, Certificate proof, Language language)
    {
        surface.Heading(language.Say("end.proof"));
        surface.Paragraph(2, 2, new TextRun(language.Accepted(proof)));
        surface.Paragraph(2, 2, new TextRun(language.Say("end.proof.conditions")));
        foreach (Release release in study.ReleasedBy)
            surface.Block([new TextRun(surface.Glyph("    • ", "    * "), Tone.Quiet)], "      ", new TextRun(language.Released(release)));
        if (study.ReleasedBy.IsEmpty)
            surface.Paragraph(4, 6, new TextRun(language.Say("end.proof.nothing-released")));
    }
}
