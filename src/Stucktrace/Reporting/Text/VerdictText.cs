using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Text;

/// <summary>The first screen: the sentence that stands on its own, then one short fact a line.</summary>
static class VerdictText
{
    const int MostReasons = 3;

    internal static void Write(TextSurface surface, DiagnosisView view)
    {
        surface.Paragraph(0, 2, new TextRun(view.Headline, view.NothingFound ? Tone.Good : Tone.Bad));
        surface.Line();
        IReadOnlyList<Fact> facts = view.Facts;
        int columns = facts.Count == 0 ? 0 : facts.Max(f => ColumnWidth.Of(f.Label)) + 2;
        foreach (Fact fact in facts)
            surface.Field(fact.Label, columns, new TextRun(fact.Text, fact.Name == "unusable" ? Tone.Warning : Tone.Plain));
        Why(surface, view);
    }

    // The claims that carry the verdict, without their evidence: that follows below.
    static void Why(TextSurface surface, DiagnosisView view)
    {
        ClaimView[] carrying = [.. view.Findings.Where(f => view.Incident is not null && f.Incident == view.Incident.Id).Take(MostReasons)];
        if (carrying.Length == 0)
            return;
        surface.Line();
        foreach (ClaimView claim in carrying)
            surface.Paragraph(2, 10, new TextRun(claim.Id + "  ", Tone.Accent), new TextRun(claim.Claim));
    }
}
