using Stucktrace.Code;
using Stucktrace.Reporting.Text;
using Stucktrace.Termination.Locks;

namespace Stucktrace.Reporting.Modules;

/// <summary>What a module's locks can do to it, as text.</summary>
public static class LockText
{
    /// <summary>Writes the section; nothing for no studies.</summary>
    /// <param name="surface">The page.</param>
    /// <param name="result">The module.</param>
    /// <param name="studies">The studies.</param>
    /// <param name="language">Language.</param>
    public static void Write(TextSurface surface, ModuleResult result, IReadOnlyCollection<LockStudy> studies, Language language)
    {
        if (studies.Count == 0)
            return;
        surface.Heading(language.Say("lock.heading"));
        foreach (LockStudy study in studies)
        {
            surface.Block([new TextRun(surface.Glyph("  ▲ ", "  ! "), Tone.Bad)], "    ", new TextRun(study.What.Render(language), Tone.Bad));
            foreach (Function owner in study.Owners)
            {
                if (result.Entries?.PathTo(owner) is { } path)
                    surface.Paragraph(4, 6, new TextRun(language.Say("lock.reached", path.ToString())));
            }

            foreach (LockRow row in study.Rows)
            {
                Tone tone = row.Ends ? Tone.Good : Tone.Bad;
                surface.Block(
                    [new TextRun(row.Ends ? surface.Glyph("    ✓ ", "    + ") : surface.Glyph("    ∞ ", "    @ "), tone)], "        ",
                    new TextRun(row.Situation.Render(language)), new TextRun(" — "), new TextRun(row.Result.Render(language), tone));
            }

            surface.Paragraph(4, 6, new TextRun(study.Assumed.Render(language), Tone.Quiet));
        }
    }
}
