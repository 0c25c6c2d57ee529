using Stucktrace.Reporting.Listing;
using Stucktrace.Reporting.View;
using Stucktrace.Termination;
using static Stucktrace.Reporting.Markdown.MarkdownText;

namespace Stucktrace.Reporting.Markdown;

/// <summary>The loop that the CPU was in, for a ticket: listing as a code block, the table of situations, the proof.</summary>
static class MarkdownLoop
{
    internal static void Write(TextWriter writer, DiagnosisView view)
    {
        if (view.Live is { } live)
            Live(writer, view, live);
        if (view.Loop is not { } loop)
            return;
        writer.Write($"\n## {Escape(loop.Title)}\n\n```\n");
        int places = loop.Rows.Max(r => r.Place.Length), code = Math.Min(48, loop.Rows.Max(r => r.Text.Length));
        foreach (ListingRow row in loop.Rows)
            writer.Write($"{(row.IsHere ? '▶' : ' ')} {row.Lane} {row.Place.PadRight(places)}  {row.Text.PadRight(code)}{(row.Note.Length > 0 ? "  ; " + row.Note : string.Empty)}".TrimEnd().Replace("```", "'''", StringComparison.Ordinal) + "\n");
        writer.Write("```\n");
        if (loop.Study is null)
            return;
        writer.Write("\n| | | |\n|---|---|---|\n");
        foreach ((OutcomeKind kind, string situation, string result) in loop.Situations)
            writer.Write($"| {(kind switch { OutcomeKind.NeverEnds => "∞", OutcomeKind.Ends => "✓", OutcomeKind.Faults => "✗", _ => "?" })} | {Escape(situation)} | {Escape(result)} |\n");
        int number = 0;
        foreach (string step in loop.Story)
            writer.Write($"{(number == 0 ? "\n" : string.Empty)}{++number}. {Escape(step)}\n");
        if (loop.Proof is not { } proof)
            return;
        writer.Write($"\n{Escape(proof)} {Escape(view.Language.Say("end.proof.conditions"))}\n\n");
        foreach (string release in loop.Releases)
            writer.Write($"- {Escape(release)}\n");
    }

    static void Live(TextWriter writer, DiagnosisView view, LiveView live)
    {
        writer.Write($"\n## {Escape(view.Language.Say("live.title"))}\n\n{Escape(live.Headline)}\n\n");
        foreach (string fact in live.Facts)
            writer.Write($"- {Escape(fact)}\n");
        if (live.ListTitle is { } title)
            writer.Write($"\n{Escape(title)}\n\n```\n{live.Drawing.Replace("```", "'''", StringComparison.Ordinal)}```\n");
        if (live.Proof is not { } proof)
            return;
        writer.Write($"\n{Escape(proof)} {Escape(view.Language.Say("end.proof.conditions"))}\n\n");
        foreach (string release in live.Releases)
            writer.Write($"- {Escape(release)}\n");
    }
}
