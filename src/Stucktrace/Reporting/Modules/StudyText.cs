using Stucktrace.Formats;
using Stucktrace.Reporting.Listing;
using Stucktrace.Reporting.Text;
using Stucktrace.Termination;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reporting.Modules;

/// <summary>Whether a loop ends: the table of situations, the story of the smallest one in which it never does, and the proof.</summary>
public static class StudyText
{
    const int MostTasks = 8;

    /// <summary>The sentence that stands on its own.</summary>
    /// <param name="module">Name of the module.</param>
    /// <param name="study">The study.</param>
    public static Message Headline(string module, LoopStudy study)
    {
        string place = ListingBuilder.PlaceOf(study.Loop.Function, study.Loop.Head);
        if (study.Endless is { } endless)
            return Message.Of("end.headline.never", module, study.Loop.Function.Name, place, endless.Name);
        return study.EndsAlways
            ? Message.Of("end.headline.ends", module, study.Loop.Function.Name, place, study.Ordinary.Count())
            : Message.Of("end.headline.unknown", module, study.Loop.Function.Name, place);
    }

    /// <summary>Writes the section.</summary>
    /// <param name="surface">The page.</param>
    /// <param name="study">The study.</param>
    /// <param name="language">Language.</param>
    public static void Write(TextSurface surface, LoopStudy study, Language language)
    {
        surface.Heading(language.Say("end.title", study.Loop.Function.Name, ListingBuilder.PlaceOf(study.Loop.Function, study.Loop.Head)));
        foreach (ScenarioRow row in study.Rows)
        {
            Tone tone = row.Outcome.Kind switch
            {
                OutcomeKind.NeverEnds => Tone.Bad,
                OutcomeKind.Ends or OutcomeKind.NotReached => row.Outcome.Freed is null ? Tone.Good : Tone.Warning,
                _ => Tone.Warning,
            };
            surface.Block(
                [new TextRun(row.Outcome.Kind switch { OutcomeKind.NeverEnds => surface.Glyph("  ∞ ", "  @ "), OutcomeKind.Ends => surface.Glyph("  ✓ ", "  + "), OutcomeKind.Faults => surface.Glyph("  ✗ ", "  x "), _ => "  ? " }, tone)],
                "      ",
                new TextRun(row.Name.Render(language)),
                new TextRun(" — "),
                new TextRun(row.Result.Render(language), tone));
        }

        if (study.Endless is not { } endless)
            return;
        Story(surface, endless, language);
        Proof(surface, study, endless.Outcome.Certificate!, language);
    }

    static void Story(TextSurface surface, ScenarioRow row, Language language)
    {
        if (row.Stage is not { Current.IsLeader: false } stage)
            return;
        surface.Heading(language.Say("end.story"));
        IReadOnlyList<Message> steps = StudyStory.Of(row);
        for (int i = 0; i < steps.Count; i++)
            surface.Block([new TextRun($"  {i + 1} ", Tone.Accent)], "    ", new TextRun(steps[i].Render(language)));
        Tree(surface, stage, language);
    }

    // The ring as it is, and the node that leads into it.
    static void Tree(TextSurface surface, TaskStage stage, Language language)
    {
        string[] ring = StudyStory.Ring(stage, MostTasks);
        surface.Line();
        surface.Paragraph(4, 6, new TextRun(language.Say("end.tree.ring", string.Join(surface.Glyph(" → ", " -> "), ring), ring[0])));
        surface.Paragraph(4, 6, new TextRun(StudyStory.Pointing(stage.Current, stage.Neighbour).Render(language), Tone.Bad));
    }

    static void Proof(TextSurface surface, LoopStudy study, Certificate proof, Language language)
    {
        surface.Heading(language.Say("end.proof"));
        surface.Paragraph(2, 2, new TextRun(language.Accepted(proof)));
        surface.Paragraph(2, 2, new TextRun(language.Say("end.proof.conditions")));
        foreach (Release release in study.ReleasedBy)
        {
            surface.Block(
                [new TextRun(surface.Glyph("    • ", "    * "), Tone.Quiet)],
                "      ",
                new TextRun(language.Released(release)));
        }

        if (study.ReleasedBy.IsEmpty)
            surface.Paragraph(4, 6, new TextRun(language.Say("end.proof.nothing-released")));
    }
}
