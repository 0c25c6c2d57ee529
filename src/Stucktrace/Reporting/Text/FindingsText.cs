using System.Collections.Immutable;
using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Text;

/// <summary>The claims with the lines that they rest on, and what speaks for and against whom.</summary>
static class FindingsText
{
    const int MostQuotes = 4;
    const int MostReasons = 8;

    internal static void Write(TextSurface surface, DiagnosisView view, int most)
    {
        int count = view.Result.Findings.Length;
        if (count == 0)
            return;
        surface.Heading(view.Language.Say("out.section.findings"));
        foreach (ClaimView finding in view.Findings.Take(most))
            Write(surface, view, finding);
        TextReport.LeftOut(surface, view.Language, count - most);
    }

    internal static void Suspects(TextSurface surface, DiagnosisView view)
    {
        if (view.Suspects.Length == 0)
            return;
        surface.Heading(view.Language.Say("out.section.suspects"));
        int rank = 0;
        foreach (SuspectView suspect in view.Suspects.Take(MostReasons))
        {
            surface.Paragraph(2, 4, new TextRun($"{++rank}. {suspect.Name}", Tone.Strong));
            Sides(surface, "+", view.Language.Say("out.for") + Colon(view.Language), suspect.For, Tone.Bad);
            Sides(surface, surface.Glyph("−", "-"), view.Language.Say("out.against") + Colon(view.Language), suspect.Against, Tone.Good);
        }
    }

    internal static void Reasons(TextSurface surface, Language language, string heading, ImmutableArray<ReasonView> reasons, Tone tone)
    {
        if (reasons.Length == 0)
            return;
        surface.Heading(heading);
        string colon = Colon(language);
        foreach (ReasonView reason in reasons)
            surface.Paragraph(2, 4, [new TextRun(reason.Name, tone), new TextRun(colon + reason.Text), Places(reason.Evidence)]);
    }

    internal static void Explanations(TextSurface surface, DiagnosisView view)
    {
        if (view.RuledOut.Length == 0)
            return;
        surface.Heading(view.Language.Say("out.section.ruled-out"));
        foreach (ReasonView reason in view.RuledOut)
            surface.Block([new TextRun($"  [{reason.Name}] ", Tone.Quiet)], "    ", reason.Text, Places(reason.Evidence));
    }

    static void Write(TextSurface surface, DiagnosisView view, ClaimView finding)
    {
        surface.Paragraph(2, 4, new TextRun(finding.Id, Tone.Accent), new TextRun($"  {view.Word(finding.Confidence)}  ", Tone.Quiet), new TextRun(finding.Claim));
        foreach (Quotation quote in finding.Evidence.Take(MostQuotes))
            Quote(surface, quote);
        if (finding.Evidence.Length > MostQuotes)
            surface.Paragraph(6, 8, new TextRun($"+{finding.Evidence.Length - MostQuotes}: {string.Join(' ', finding.Evidence.Skip(MostQuotes).Take(12).Select(q => q.Place))}", Tone.Quiet));
        foreach (string command in finding.Check)
        {
            foreach (string line in command.Split('\n'))
                surface.Block([new TextRun(line.StartsWith("crash>", StringComparison.Ordinal) ? "      " : "      $ ", Tone.Quiet)], "        ", new TextRun(line, Tone.Accent));
        }
    }

    static void Quote(TextSurface surface, Quotation quote)
    {
        string bar = surface.Glyph("      │ ", "      | ");
        surface.Block([new TextRun(bar, Tone.Quiet)], bar + "    ", new TextRun(quote.Place + "  ", Tone.Quiet), new TextRun(VisibleText.Of(quote.Text ?? "–", 200)));
    }

    static void Sides(TextSurface surface, string sign, string label, ImmutableArray<ReasonView> reasons, Tone tone)
    {
        foreach (ReasonView reason in reasons.Take(MostReasons))
            surface.Block([new TextRun($"     {sign} ", tone)], "       ", new TextRun(label, Tone.Quiet), reason.Text, Places(reason.Evidence));
    }

    static string Colon(Language language) => language == Language.Chinese ? "：" : ": ";

    static TextRun Places(ImmutableArray<Quotation> evidence) =>
        new(evidence.Length == 0 ? string.Empty : $"  ({string.Join(", ", evidence.Take(3).Select(e => e.Short))})", Tone.Quiet);
}
