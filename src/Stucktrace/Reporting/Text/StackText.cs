using Stucktrace.Incidents;
using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Text;

/// <summary>The stack of the report that shows the cause, with what each frame is worth.</summary>
static class StackText
{
    internal static void Write(TextSurface surface, DiagnosisView view)
    {
        IReadOnlyList<FrameView> frames = view.Stack;
        if (frames.Count < 2)
            return;
        surface.Heading(view.Language.Say("out.section.stack"));
        foreach (FrameView frame in frames)
        {
            (string sign, Tone tone) = frame switch
            {
                { IsPlace: true } => (surface.Glyph("▶", ">"), Tone.Bad),
                { Judged: FrameJudgement.Caller } => (surface.Glyph("●", "*"), Tone.Strong),
                { Judged: FrameJudgement.Stale } => (surface.Glyph("○", "o"), Tone.Quiet),
                _ => (surface.Glyph("·", "-"), Tone.Plain),
            };
            surface.Block(
                [new TextRun($"  {sign} ", tone)],
                "      ",
                new TextRun(frame.Name, tone),
                new TextRun(frame.Word.Length == 0 ? string.Empty : $"  {frame.Word}"),
                new TextRun(frame.Why.Length == 0 ? string.Empty : $"  {frame.Why}", Tone.Quiet),
                new TextRun($"  {frame.Place}", Tone.Quiet));
        }
    }
}
