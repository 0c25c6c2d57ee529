using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Reporting.View;
using static Stucktrace.Reporting.Markdown.MarkdownText;

namespace Stucktrace.Reporting.Markdown;

/// <summary>A diagnosis as Markdown for a ticket.</summary>
public static class MarkdownReport
{
    const int MostRows = 40;
    const int MostQuotes = 6;

    /// <summary>Writes the result of <c>diagnose</c>.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="language">Language.</param>
    public static void Write(DiagnosisResult result, TextWriter writer, Language language)
    {
        DiagnosisView view = new(result, language);
        writer.Write($"# {Escape(view.Headline)}\n\n");
        writer.Write("| | |\n|---|---|\n");
        foreach (Fact fact in view.Facts)
            writer.Write($"| **{Escape(fact.Label)}** | {Escape(fact.Text)} |\n");
        Chains(writer, view);
        Timeline(writer, view);
        MarkdownLoop.Write(writer, view);
        Findings(writer, view);
        Suspects(writer, view);
        Reasons(writer, language.Say("out.section.cleared"), view.Cleared);
        Reasons(writer, language.Say("out.section.ruled-out"), view.RuledOut);
        List(writer, language.Say("out.section.not-checked"), view.NotChecked);
        List(writer, language.Say("out.section.raised-by"), view.RaisedBy);
        Advice(writer, view);
        Incidents(writer, view);
        Inputs(writer, view);
    }

    static void Heading(TextWriter writer, string text) => writer.Write($"\n## {Escape(text)}\n\n");

    static void Chains(TextWriter writer, DiagnosisView view)
    {
        IReadOnlyList<ChainView> chains = [.. view.Chains.Take(10)];
        if (chains.Count == 0)
            return;
        Heading(writer, view.Language.Say("out.section.chain"));
        foreach (ChainView chain in chains)
        {
            writer.Write($"- {(chain.Cause is { } cause ? Row(cause) : Escape(view.Language.Say("out.cause-unknown")))}\n");
            foreach (ChainGroup group in chain.Groups)
            {
                foreach (ChainLink link in group.Links)
                    writer.Write($"  - {Row(link.Event)}<br>{Escape(link.Why)}{Places(link.Evidence)}\n");
                if (group.LeftOut > 0)
                    writer.Write($"  - {Escape(view.Language.Say("out.left-out", group.LeftOut))}\n");
            }
        }
    }

    static string Row(EventView row) => $"{Escape(row.Time)} **{Escape(row.Lane)}** {Escape(row.What)} {Literal(row.Place)}";

    static void Timeline(TextWriter writer, DiagnosisView view)
    {
        ImmutableArray<EventView> rows = view.Timeline;
        if (rows.Length == 0)
            return;
        Language language = view.Language;
        Heading(writer, language.Say("out.section.timeline"));
        writer.Write($"| {language.Say("out.head.time")} | {language.Say("out.head.lane")} | {language.Say("out.head.what")} | {language.Say("out.head.place")} |\n|---|---|---|---|\n");
        foreach (EventView row in rows.Take(MostRows))
            writer.Write($"| {Escape(row.Time)} | {Escape(row.Lane)} | {(row.IsCause ? $"**{Escape(row.What)}**" : Escape(row.What))} | {Literal(row.Place)} |\n");
        if (rows.Length > MostRows)
            writer.Write($"\n{Escape(language.Say("out.left-out", rows.Length - MostRows))}\n");
    }

    static void Findings(TextWriter writer, DiagnosisView view)
    {
        if (view.Result.Findings.Length == 0)
            return;
        Heading(writer, view.Language.Say("out.section.findings"));
        foreach (ClaimView finding in view.Findings.Take(MostRows))
        {
            writer.Write($"**{Escape(finding.Id)}** {Escape(view.Word(finding.Confidence))} — {Escape(finding.Claim)}\n\n");
            Block(writer, finding.Evidence.Take(MostQuotes).Select(q => q.Text is null ? q.Place : $"{q.Place}  {q.Text}"));
            Block(writer, finding.Check.SelectMany(c => c.Split('\n')).Select(c => "$ " + c));
        }

        if (view.Result.Findings.Length > MostRows)
            writer.Write($"{Escape(view.Language.Say("out.left-out", view.Result.Findings.Length - MostRows))}\n");
    }

    static void Block(TextWriter writer, IEnumerable<string> lines)
    {
        string[] shown = [.. lines.Select(l => Text.VisibleText.Of(l))];
        if (shown.Length == 0)
            return;
        string fence = Fence(shown);
        writer.Write($"{fence}text\n{string.Join('\n', shown)}\n{fence}\n\n");
    }

    static void Suspects(TextWriter writer, DiagnosisView view)
    {
        if (view.Suspects.Length == 0)
            return;
        Heading(writer, view.Language.Say("out.section.suspects"));
        int rank = 0;
        foreach (SuspectView suspect in view.Suspects.Take(MostQuotes))
        {
            writer.Write($"{++rank}. **{Escape(suspect.Name)}**\n");
            foreach (ReasonView reason in suspect.For)
                writer.Write($"   - {view.Language.Say("out.for")}: {Escape(reason.Text)}{Places(reason.Evidence)}\n");
            foreach (ReasonView reason in suspect.Against)
                writer.Write($"   - {view.Language.Say("out.against")}: {Escape(reason.Text)}{Places(reason.Evidence)}\n");
        }
    }

    static string Places(ImmutableArray<Quotation> evidence) => evidence.Length == 0 ? string.Empty : $" ({string.Join(", ", evidence.Take(3).Select(e => Literal(e.Short)))})";

    static void Reasons(TextWriter writer, string heading, ImmutableArray<ReasonView> reasons)
    {
        if (reasons.Length == 0)
            return;
        Heading(writer, heading);
        foreach (ReasonView reason in reasons)
            writer.Write($"- **{Escape(reason.Name)}**: {Escape(reason.Text)}{Places(reason.Evidence)}\n");
    }

    static void List(TextWriter writer, string heading, ImmutableArray<string> texts)
    {
        if (texts.Length == 0)
            return;
        Heading(writer, heading);
        foreach (string text in texts)
            writer.Write($"- {Escape(text)}\n");
    }

    static void Advice(TextWriter writer, DiagnosisView view)
    {
        if (view.Result.Advice.Length == 0)
            return;
        Heading(writer, view.Language.Say("out.section.advice"));
        foreach (Advice advice in view.Result.Advice)
        {
            writer.Write($"- **{Escape(advice.Kind.Word(view.Language))}**: {Escape(view.Say(advice.Text))}\n\n");
            Block(writer, (advice.Commands ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    static void Incidents(TextWriter writer, DiagnosisView view)
    {
        if (view.Result.Incidents.Length < 2)
            return;
        Heading(writer, view.Language.Say("out.section.incidents"));
        foreach (Incident incident in view.Result.Incidents.Take(MostRows))
        {
            Verdict? verdict = view.Result.IncidentVerdicts.GetValueOrDefault(incident.Id);
            writer.Write($"- **{incident.Id}** {Escape(TimeText.Printed(incident.Start) ?? "–")} {Escape(Names.Short(incident.Host ?? string.Empty))} {Escape(verdict is null ? string.Empty : view.Say(verdict.Summary))}\n");
        }

        if (view.Result.Incidents.Length > MostRows)
            writer.Write($"\n{Escape(view.Language.Say("out.left-out", view.Result.Incidents.Length - MostRows))}\n");
    }

    static void Inputs(TextWriter writer, DiagnosisView view)
    {
        Heading(writer, view.Language.Say("out.section.inputs"));
        foreach (DiagnosisInput input in view.Result.Inputs)
        {
            writer.Write($"- {Literal(Names.Short(input.Path))} {input.Kind.Kebab()}{(input.Readable ? string.Empty : " — " + view.Language.Say("out.input.unusable"))}\n");
            foreach (InputDiagnostic diagnostic in input.Diagnostics.Take(MostRows))
                writer.Write($"  - {Escape(diagnostic.Id)}: {Escape(view.Say(diagnostic.Message))}\n");
        }
    }
}
