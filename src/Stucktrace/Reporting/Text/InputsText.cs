using Stucktrace.Formats;
using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Text;

/// <summary>What was read, and what is wrong with it.</summary>
static class InputsText
{
    const int MostDiagnostics = 12;

    internal static void Write(TextSurface surface, DiagnosisView view)
    {
        surface.Heading(view.Language.Say("out.section.inputs"));
        foreach (DiagnosisInput input in view.Result.Inputs)
        {
            surface.Paragraph(2, 4, [new TextRun(Names.Short(input.Path), Tone.Strong), new TextRun("  " + input.Kind.Kebab(), Tone.Quiet), Unusable(view, input)]);
            foreach (InputDiagnostic diagnostic in input.Diagnostics.Take(MostDiagnostics))
                surface.Paragraph(4, 8, [new TextRun(diagnostic.Id + "  ", Tone.Warning), new TextRun(Place(view, diagnostic), Tone.Quiet), new TextRun(view.Say(diagnostic.Message))]);
            TextReport.LeftOut(surface, view.Language, input.Diagnostics.Length - MostDiagnostics);
        }

        if (view.Result.ReportsNotKept > 0)
            surface.Paragraph(2, 4, new TextRun(view.Language.Say("out.not-kept", view.Result.ReportsNotKept), Tone.Warning));
    }

    static TextRun Unusable(DiagnosisView view, DiagnosisInput input) =>
        new(input.Readable ? string.Empty : "  " + view.Language.Say("out.input.unusable"), Tone.Warning);

    static string Place(DiagnosisView view, InputDiagnostic diagnostic) => diagnostic switch
    {
        { Line: { } line } => view.Language.Say("out.input.line", line) + "  ",
        { Offset: { } offset } => view.Language.Say("out.input.offset", offset) + "  ",
        _ => string.Empty,
    };
}
