using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Text;

/// <summary>What caused what, drawn as a tree.</summary>
static class ChainText
{
    internal static void Write(TextSurface surface, DiagnosisView view, int most = 10)
    {
        int count = view.Result.Incidents.Count(i => i.Effects.Length > 0);
        if (count == 0)
            return;
        surface.Heading(view.Language.Say("out.section.chain"));
        foreach (ChainView chain in view.Chains.Take(most))
            Write(surface, view, chain);
        TextReport.LeftOut(surface, view.Language, count - most);
    }

    static void Write(TextSurface surface, DiagnosisView view, ChainView chain)
    {
        if (chain.Cause is { } cause)
            surface.Block([new TextRun("  "), new TextRun(surface.Glyph("● ", "* "), Tone.Bad)], surface.Glyph("  │  ", "  |  "), Runs(view, cause));
        else
            surface.Paragraph(2, 4, new TextRun(view.Language.Say("out.cause-unknown"), Tone.Warning));
        for (int g = 0; g < chain.Groups.Length; g++)
        {
            ChainGroup group = chain.Groups[g];
            for (int i = 0; i < group.Links.Length; i++)
                Link(surface, view, group.Links[i], last: g == chain.Groups.Length - 1 && i == group.Links.Length - 1 && group.LeftOut == 0);
            TextReport.LeftOut(surface, view.Language, group.LeftOut);
        }
    }

    static void Link(TextSurface surface, DiagnosisView view, ChainLink link, bool last)
    {
        string rest = last ? "       " : surface.Glyph("  │    ", "  |    ");
        surface.Block([new TextRun(surface.Glyph(last ? "  └─▶ " : "  ├─▶ ", last ? "  `-> " : "  |-> "), Tone.Quiet)], rest, Runs(view, link.Event));
        surface.Block([new TextRun(rest, Tone.Quiet)], rest, [new TextRun(link.Why), .. Places(link)]);
    }

    static IEnumerable<TextRun> Places(ChainLink link) =>
        link.Evidence.Length == 0 ? [] : [new TextRun($"  {string.Join(", ", link.Evidence.Take(3).Select(e => e.Short))}", Tone.Quiet)];

    static TextRun[] Runs(DiagnosisView view, EventView row) =>
    [
        new TextRun(row.Time + "  ", Tone.Quiet),
        new TextRun(row.Lane, Tone.Strong),
        new TextRun("  " + row.What),
        new TextRun(row.Repeats > 0 ? " " + view.Language.Say("out.repeats", row.Repeats + 1) : string.Empty),
        new TextRun("  " + row.Place, Tone.Quiet),
    ];
}
