using Stucktrace.Reporting.Listing;
using Stucktrace.Reporting.Modules;
using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Text;

/// <summary>The loop that the CPU was in: annotated listing, and whether it ends.</summary>
static class LoopText
{
    internal static void Write(TextSurface surface, DiagnosisView view)
    {
        if (view.Loop is not { } loop)
            return;
        surface.Heading(loop.Title);
        ListingText.Write(surface, loop.Rows);
        surface.Paragraph(2, 4, new TextRun(view.Language.Say("code.identity", loop.Identity), Tone.Quiet));
        if (loop.Study is { } study)
            StudyText.Write(surface, study, view.Language);
    }
}
