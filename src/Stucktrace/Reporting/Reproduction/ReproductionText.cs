using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Reporting.Text;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Reporting.Reproduction;

/// <summary>Writes what came of a reproduction as text.</summary>
public static class ReproductionText
{
    /// <summary>Writes it.</summary>
    /// <param name="result">The reproduction.</param>
    /// <param name="output">Where to.</param>
    /// <param name="language">Language.</param>
    public static void Write(ReproductionResult result, TextWriter output, Language language)
    {
        Line(result.Summary);
        if (result.Plan is { } plan)
        {
            output.WriteLine();
            Line(Message.Of("reproduce.text.provokes", plan.What));
            foreach (TriggerCall call in plan.Calls)
                Line(Message.Of("reproduce.text.way", call.Path?.ToString() ?? "?"));
        }

        if (result.Kernel is { } kernel)
            Line(Message.Of("reproduce.text.kernel", kernel.Release));
        if (result.Folder is { } folder)
            Line(Message.Of("reproduce.text.folder", folder));
        foreach (Message gap in result.Plan?.Gaps ?? [])
            Line(Message.Of("reproduce.text.gap", gap));
        foreach (ReproductionRun run in result.Runs)
        {
            Line(Message.Of("reproduce.text.run", run.Name, run.Mode.Name, ((int)run.Machine.Duration.TotalSeconds).ToString(CultureInfo.InvariantCulture), run.Result));
            if (run.Comparison is { } comparison)
                Line(comparison.Summary);
            foreach (Message note in run.Machine.Notes)
                Line(Message.Of("reproduce.text.note", note));
        }

        foreach (Message note in result.Notes)
            Line(Message.Of("reproduce.text.note", note));

        void Line(Message message) => output.WriteLine(VisibleText.Of(message.Render(language)));
    }
}
