using System.Globalization;
using Stucktrace.Incidents;
using Stucktrace.Reporting.View;

namespace Stucktrace.Web.Report;

/// <summary>The verdict's incident in lanes, one for each CPU or task: since when each was stuck, and when the kernel said so.</summary>
sealed class TimelineDrawing
{
    internal const int Width = 920;
    const int Left = 190;
    const int Right = 900;
    const int Top = 44;
    const int Step = 28;
    const int MostLanes = 14;
    static readonly int[] NiceSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400, 604_800];

    internal required IReadOnlyList<Lane> Lanes { get; init; }

    internal required IReadOnlyList<Tick> Ticks { get; init; }

    internal required int Height { get; init; }

    internal required int LeftOut { get; init; }

    /// <summary>The time at the left edge as printed.</summary>
    internal required string From { get; init; }

    internal sealed record Lane(string Name, int Y, List<Bar> Bars, List<Mark> Marks);

    internal sealed record Bar(string X, string Width, bool Cause, string Title);

    internal sealed record Mark(string X, bool Cause, string Title);

    internal sealed record Tick(string X, string Label);

    /// <summary>The drawing, or null when the log's times don't give one.</summary>
    internal static TimelineDrawing? Of(PageModel model)
    {
        if (model.View.Incident is not { } incident)
            return null;

        // The repeats of a stall, which the table folds, are dots of their own here.
        IEnumerable<EventView> repeats = model.View.Result.Reports.Where(r => r.SameAs is not null).Select(model.View.Event);
        EventView[] events = [.. model.Texts.Events.Concat(repeats).Where(e => e.Incident == incident.Id && e.Seconds is not null)];
        if (events.Length < 2)
            return null;
        Dictionary<string, Stucktrace.Incidents.Report> reports = model.View.Result.Reports.ToDictionary(r => r.Id, StringComparer.Ordinal);
        double first = events.Min(e => Since(e, reports));
        double last = events.Max(e => e.Seconds!.Value);
        if (last <= first || last - first > 30 * 86_400)
            return null;
        double end = incident.Seconds is { } lasted && lasted < 86_400 ? Math.Max(last, first + lasted) : last;
        Func<double, double> x = seconds => Left + ((Right - Left) * (seconds - first) / (end - first));
        IGrouping<string, EventView>[] groups = [.. events.GroupBy(e => e.Lane, StringComparer.Ordinal)];
        List<Lane> lanes = [];
        foreach (IGrouping<string, EventView> group in groups.Take(MostLanes))
            lanes.Add(Draw(group, Top + (lanes.Count * Step), x, end, reports));
        return new TimelineDrawing
        {
            Lanes = lanes,
            Ticks = Marks(first, end, x),
            Height = Top + (lanes.Count * Step),
            LeftOut = Math.Max(0, groups.Length - MostLanes),
            From = events.MinBy(e => Since(e, reports))!.Time,
        };
    }

    static Lane Draw(IGrouping<string, EventView> group, int y, Func<double, double> x, double end, Dictionary<string, Stucktrace.Incidents.Report> reports)
    {
        Lane lane = new(Short(group.Key), y, [], []);
        double from = group.Min(e => Since(e, reports));
        EventView latest = group.MaxBy(e => e.Seconds)!;
        // The cause goes on to the end of what the log shows of the incident; a victim was stuck at least until it was reported.
        bool cause = group.Any(e => e.IsCause);
        double to = cause ? end : latest.Seconds!.Value;
        lane.Bars.Add(new Bar(Number(x(from)), Number(Math.Max(2, x(to) - x(from))), cause, group.Key));
        foreach (EventView e in group.Where(e => e.Report is not null).Take(60))
            lane.Marks.Add(new Mark(Number(x(e.Seconds!.Value)), cause, $"{e.Time} {e.What} {e.Place}"));
        return lane;
    }

    // "blocked for more than 120 seconds": the bar begins where the kernel says that the sleep began at the latest.
    static double Since(EventView e, Dictionary<string, Stucktrace.Incidents.Report> reports) =>
        e is { Kind: ReportKind.HungTask, Report: { } id } && reports[id].Seconds is { } seconds and < 86_400 ? e.Seconds!.Value - seconds : e.Seconds!.Value;

    static List<Tick> Marks(double first, double end, Func<double, double> x)
    {
        double span = end - first;
        int step = NiceSteps.FirstOrDefault(s => span / s <= 7, NiceSteps[^1]);
        List<Tick> ticks = [];
        for (double t = 0; t <= span && ticks.Count < 12; t += step)
            ticks.Add(new Tick(Number(x(first + t)), Label(t)));
        return ticks;
    }

    static string Label(double seconds) => seconds < 600
        ? string.Create(CultureInfo.InvariantCulture, $"+{seconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"+{seconds / 60:0} min");

    static string Short(string name) => name.Length > 24 ? name[..23] + "…" : name;

    static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
