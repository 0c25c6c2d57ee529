using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Reporting.Text;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Reporting.Reproduction;

/// <summary>Writes what came of a reproduction as text: the answer first, then how it is provoked, the runs, and the points of the judgement.</summary>
public static class ReproductionText
{
    /// <summary>Writes it.</summary>
    /// <param name="result">The reproduction.</param>
    /// <param name="output">Where to.</param>
    /// <param name="language">Language.</param>
    /// <param name="style">What the terminal can show.</param>
    public static void Write(ReproductionResult result, TextWriter output, Language language, TextStyle style)
    {
        TextSurface surface = new(output, style);
        bool good = result.Outcome is ReproductionOutcome.Written or ReproductionOutcome.Reproduced or ReproductionOutcome.AsPredicted;
        surface.Paragraph(0, 2, new TextRun(result.Summary.Render(language), good ? Tone.Good : Tone.Bad));
        surface.Line();
        if (result.Plan is { } plan)
        {
            Say(Message.Of("reproduce.text.provokes", plan.What));
            foreach (TriggerCall call in plan.Calls)
                Say(Message.Of("reproduce.text.way", call.Path?.ToString() ?? "?"));
        }

        if (result.Kernel is { } kernel)
            Say(Message.Of("reproduce.text.kernel", kernel.Release));
        if (result.StandIn is { } standIn)
            Say(Message.Of("reproduce.text.stand-in", standIn));
        if (result.Folder is { } folder)
            Say(Message.Of("reproduce.text.folder", folder));
        foreach (Message gap in result.Plan?.Gaps ?? [])
            Say(Message.Of("reproduce.text.gap", gap));
        foreach (ReproductionRun run in result.Runs)
            Run(run);
        foreach (Message note in result.Notes)
            Say(Message.Of("reproduce.text.note", note));

        void Run(ReproductionRun run)
        {
            surface.Line();
            Say(Message.Of("reproduce.text.run", run.Name, run.Mode.Name, ((int)run.Machine.Duration.TotalSeconds).ToString(CultureInfo.InvariantCulture), run.Result));
            foreach (Message note in run.Machine.Notes)
                Say(Message.Of("reproduce.text.note", note));
            if (run.Judgement is not { } judgement)
                return;
            surface.Line();
            PointsTable.Write(surface, judgement.Points, language.Say(judgement.IsByCode ? "reproduce.text.code-and-run" : "reproduce.text.case-and-run"), language);
            foreach (Message why in judgement.WhyNotMore)
                Say(Message.Of("reproduce.text.why-not-more", why));
            foreach (Message note in judgement.Notes)
                Say(Message.Of("reproduce.text.note", note));
        }

        void Say(Message message) => surface.Paragraph(0, 4, new TextRun(message.Render(language)));
    }
}
