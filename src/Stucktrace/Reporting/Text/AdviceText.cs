using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Text;

/// <summary>What to do, with the commands to type.</summary>
static class AdviceText
{
    internal static void Write(TextSurface surface, DiagnosisView view)
    {
        if (view.Result.Advice.Length == 0)
            return;
        surface.Heading(view.Language.Say("out.section.advice"));
        foreach (IGrouping<AdviceKind, Advice> group in view.Result.Advice.GroupBy(a => a.Kind))
        {
            surface.Paragraph(2, 2, new TextRun(group.Key.Word(view.Language), Tone.Strong));
            foreach (Advice advice in group)
            {
                surface.Block([new TextRun(surface.Glyph("  • ", "  * "), Tone.Quiet)], "    ", view.Say(advice.Text));
                foreach (string line in (advice.Commands ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                    surface.Block([new TextRun("      ")], "          ", new TextRun(VisibleText.Of(line, 500), Tone.Accent));
            }
        }
    }
}
