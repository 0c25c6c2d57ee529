using Stucktrace.Incidents;
using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Text;

/// <summary>The reports in order of time, and the table of reports.</summary>
static class TimelineText
{
    internal static void Write(TextSurface surface, DiagnosisView view, int most)
    {
        IReadOnlyList<EventView> rows = view.Timeline;
        if (rows.Count == 0)
            return;
        surface.Heading(view.Language.Say("out.section.timeline"));
        string[] heads = [Say(view, "out.head.time"), Say(view, "out.head.lane"), Say(view, "out.head.place"), Say(view, "out.head.what")];
        TextTable.Write(surface, heads, [.. rows.Take(most).Select(r => Row(view, r))]);
        TextReport.LeftOut(surface, view.Language, rows.Count - most);
    }

    internal static void Reports(TextSurface surface, DiagnosisView view)
    {
        surface.Heading(view.Language.Say("out.section.reports"));
        if (view.Result.Reports.Length == 0)
        {
            surface.Paragraph(2, 2, view.Language.Say("out.nothing-logged"));
            return;
        }

        string[] heads = [Say(view, "out.head.report"), Say(view, "out.head.kind"), Say(view, "out.head.place"), Say(view, "out.head.what")];
        TextTable.Write(surface, heads, [.. view.Result.Reports.Select(r => Row(view, r))]);
        if (view.Result.ReportsNotKept > 0)
            surface.Paragraph(2, 4, new TextRun(view.Language.Say("out.not-kept", view.Result.ReportsNotKept), Tone.Warning));
    }

    static TextRun[] Row(DiagnosisView view, EventView row) =>
    [
        new TextRun(row.Time),
        new TextRun(row.Lane, Tone.Strong),
        new TextRun(row.Place, Tone.Quiet),
        new TextRun(row.Repeats > 0 ? $"{row.What} {view.Language.Say("out.repeats", row.Repeats + 1)}" : row.What, row.IsCause ? Tone.Bad : Tone.Plain),
    ];

    static TextRun[] Row(DiagnosisView view, Report report)
    {
        EventView row = view.Event(report);
        string what = Names.Task(report) is { } task && !row.Lane.Equals(task, StringComparison.Ordinal) ? $"{row.What}, {row.Lane}, {task}" : $"{row.What}, {row.Lane}";
        if (report.Damaged is { } damage)
            what = $"{what} ({view.Language.Say("out.damaged", view.Say(damage))})";
        return [new TextRun(report.Id, Tone.Accent), new TextRun(report.Kind.Words()), new TextRun(row.Place, Tone.Quiet), new TextRun(what)];
    }

    static string Say(DiagnosisView view, string id) => Formats.Message.Of(id).Render(view.Language);
}
