using Stucktrace.Formats;
using Stucktrace.Kernel.Processes;
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
        return study.Rows.All(r => r.Outcome.Kind is OutcomeKind.Ends or OutcomeKind.NotReached)
            ? Message.Of("end.headline.ends", module, study.Loop.Function.Name, place, study.Rows.Length)
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
        KernelTask current = stage.Current, maker = current.CopiedFrom!;
        List<Message> steps =
        [
            Message.Of("end.story.maker", maker.Comm, "task_struct", maker.Pid, stage.Neighbour.Comm, stage.Neighbour.Pid),
            Message.Of("end.story.clone", current.Comm, current.Pid, stage.Neighbour.Comm),
        ];
        if (stage.Neighbour.Object.IsFreed)
            steps.Add(Message.Of("end.story.freed", stage.Neighbour.Comm));
        steps.Add(stage.WantedPid is { } pid
            ? Message.Of("end.story.walk", current.Comm, pid, row.Outcome.Period)
            : Message.Of("end.story.walk-any", current.Comm, row.Outcome.Period));
        for (int i = 0; i < steps.Count; i++)
            surface.Block([new TextRun($"  {i + 1} ", Tone.Accent)], "    ", new TextRun(steps[i].Render(language)));
        Tree(surface, stage, language);
    }

    // The ring as it is, and the node that leads into it.
    static void Tree(TextSurface surface, TaskStage stage, Language language)
    {
        string[] ring = [.. stage.Model.Tasks.Where(t => t is { IsAlive: true, IsLeader: true }).Select(t => t == stage.Model.Init ? "init_task" : $"{t.Comm}({t.Pid})")];
        string[] shown = ring.Length <= MostTasks ? ring : [.. ring.Take(MostTasks - 1), "…", ring[^1]];
        surface.Line();
        surface.Paragraph(4, 6, new TextRun(language.Say("end.tree.ring", string.Join(surface.Glyph(" → ", " -> "), shown), ring[0])));
        KernelTask current = stage.Current;
        surface.Paragraph(4, 6, new TextRun(language.Say("end.tree.points", current.Comm, current.Pid, current.Leader.Comm, $"{stage.Neighbour.Comm}({stage.Neighbour.Pid})"), Tone.Bad));
    }

    static void Proof(TextSurface surface, LoopStudy study, Certificate proof, Language language)
    {
        surface.Heading(language.Say("end.proof"));
        surface.Paragraph(2, 2, new TextRun(language.Say("end.proof.accepted", proof.Registers.Length, proof.Frozen.Length, proof.Code.Length, proof.Steps, proof.Rounds)));
        surface.Paragraph(2, 2, new TextRun(language.Say("end.proof.conditions")));
        foreach (Release release in study.ReleasedBy)
        {
            surface.Block(
                [new TextRun(surface.Glyph("    • ", "    * "), Tone.Quiet)],
                "      ",
                new TextRun(language.Say("end.proof.release", release.What, release.Who)));
        }

        if (study.ReleasedBy.IsEmpty)
            surface.Paragraph(4, 6, new TextRun(language.Say("end.proof.nothing-released")));
    }
}
