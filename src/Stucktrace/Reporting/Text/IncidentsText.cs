using Stucktrace.Attribution;
using Stucktrace.Incidents;
using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Text;

/// <summary>One line for each incident, where there are several.</summary>
static class IncidentsText
{
    internal static void Write(TextSurface surface, DiagnosisView view, int most, bool judged = true)
    {
        if (view.Result.Incidents.Length < (judged ? 2 : 1))
            return;
        surface.Heading(view.Language.Say("out.section.incidents"));
        foreach (Incident incident in view.Result.Incidents.Take(most))
        {
            TextRun[] runs =
            [
                new TextRun(incident.Id, Tone.Accent),
                new TextRun($"  {TimeText.Printed(incident.Start) ?? "–"}  ", Tone.Quiet),
                new TextRun(incident.Host is { } host ? Names.Short(host) + "  " : string.Empty, Tone.Strong),
                new TextRun(view.Language.Say("out.incident.reports", incident.Reports.Length) + "  ", Tone.Quiet),
                new TextRun(judged && view.Result.IncidentVerdicts.GetValueOrDefault(incident.Id) is { } verdict ? Line(view, verdict) : view.Language.Say("out.on-kernel", Names.Short(incident.Kernel ?? "–"))),
            ];
            surface.Paragraph(2, 6, runs);
        }

        TextReport.LeftOut(surface, view.Language, view.Result.Incidents.Length - most);
    }

    static string Line(DiagnosisView view, Verdict verdict) =>
        verdict.Class == FailureClass.None ? view.Say(verdict.Summary) : view.Language.Say("out.headline.plain", view.Word(verdict.Confidence), view.Say(verdict.Summary));
}
