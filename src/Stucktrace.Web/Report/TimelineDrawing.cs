using System.Globalization;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;
using Stucktrace.Reporting;
using Stucktrace.Reporting.View;

namespace Stucktrace.Web.Report;

/// <summary>
/// The verdict's incident in lanes, one for each CPU or task: since when each was stuck, and when the kernel said so. What lies before a lane's first
/// report is worked out from it, not reported, and drawn apart. Reports that would lie on each other are one mark, lanes beyond the first are one lane.
/// </summary>
sealed class TimelineDrawing
{
    internal const int Width = 920;
    internal const int MostLanes = 14;
    const int Left = 190;
    const int Right = 900;
    const int Top = 44;
    const int Step = 28;
    const int MarkWidth = 10;
    static readonly int[] NiceSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400, 604_800];
    readonly Dictionary<string, Stucktrace.Incidents.Report> _reports;
    readonly double _first;
    readonly double _end;

    TimelineDrawing(PageModel model, EventView[] events, Incident incident)
    {
        _reports = model.View.Result.Reports.ToDictionary(r => r.Id, StringComparer.Ordinal);
        _first = events.Min(Since);
        double last = events.Max(e => e.Seconds!.Value);
        _end = incident.Seconds is { } lasted && lasted < 86_400 ? Math.Max(last, _first + lasted) : last;
        From = Began(events.MinBy(Since)!);
    }

    internal IReadOnlyList<TimelineLane> Lanes { get; private set; } = [];

    internal IReadOnlyList<(string X, string Label)> Ticks { get; private set; } = [];

    internal int Height => Top + (Lanes.Count * Step);

    /// <summary>How many CPUs and tasks share the last lane; 0 when each has its own.</summary>
    internal int Together { get; private set; }

    /// <summary>The time at the left edge, as the log would print it.</summary>
    internal string From { get; }

    /// <summary>The drawing, or null when the log's times don't give one.</summary>
    internal static TimelineDrawing? Of(PageModel model)
    {
        if (model.View.Incident is not { } incident)
            return null;

        // The repeats of a stall, which the table folds, are marks of their own here.
        IEnumerable<EventView> repeats = model.View.Result.Reports.Where(r => r is { SameAs: not null, IsCopy: false }).Select(model.View.Event);
        EventView[] events = [.. model.Texts.Events.Concat(repeats).Where(e => e.Incident == incident.Id && e.Seconds is not null)];
        if (events.Length < 2)
            return null;
        TimelineDrawing drawing = new(model, events, incident);
        if (drawing._end <= drawing._first || drawing._end - drawing._first > 30 * 86_400)
            return null;
        drawing.Fill(events);
        return drawing;
    }

    void Fill(EventView[] events)
    {
        EventView[][] groups = [.. events.GroupBy(e => e.Lane, StringComparer.Ordinal).Select(g => g.ToArray()).OrderBy(g => g.Any(e => e.IsCause) ? 0 : 1).ThenBy(g => g.Min(Since))];
        int single = groups.Length <= MostLanes ? groups.Length : MostLanes - 1;
        List<TimelineLane> lanes = [.. groups.Take(single).Select((g, i) => Draw(g[0].Lane, g, i))];
        if (single < groups.Length)
            lanes.Add(Draw(string.Empty, [.. groups.Skip(single).SelectMany(g => g)], single));
        Lanes = lanes;
        Together = groups.Length - single;
        Ticks = Marks();
    }

    TimelineLane Draw(string name, EventView[] events, int index)
    {
        // The cause goes on to the end of what the log shows of the incident; a victim was stuck at least until it was reported.
        bool cause = events.Any(e => e.IsCause);
        double reported = events.Where(e => e.Report is not null).Select(e => e.Seconds!.Value).DefaultIfEmpty(_end).Min();
        double to = cause ? _end : events.Max(e => e.Seconds!.Value);
        return new TimelineLane(name, cause, Top + (index * Step), Bar(events.Min(Since), reported), Bar(reported, to), [.. Marked(events)]);

        TimelineBar Bar(double start, double end) => new(Number(X(start)), Number(Math.Max(0, X(end) - X(start))));

        IEnumerable<TimelineMark> Marked(EventView[] all) => all
            .Where(e => e.Report is not null)
            .GroupBy(e => (int)(X(e.Seconds!.Value) / MarkWidth))
            .OrderBy(g => g.Key)
            .Select(g => g.OrderBy(e => e.Seconds).ToArray())
            .Select(g => new TimelineMark(X(g[0].Seconds!.Value), g[0], g.Length));
    }

    double X(double seconds) => Left + ((Right - Left) * (seconds - _first) / (_end - _first));

    // "blocked for more than 120 seconds": the bar begins where the kernel says that the sleep began at the latest.
    double Since(EventView e) =>
        e is { Kind: ReportKind.HungTask, Report: { } id } && _reports[id].Seconds is { } seconds and < 86_400 ? e.Seconds!.Value - seconds : e.Seconds!.Value;

    // When the first bar begins, in the words of the log's clock.
    string Began(EventView e) =>
        e.Report is { } id && e.Seconds - Since(e) is > 0 and var before && TimeText.Printed(MachineClock.Minus(_reports[id].Time, before)) is { } earlier ? earlier : e.Time;

    List<(string X, string Label)> Marks()
    {
        double span = _end - _first;
        int step = NiceSteps.FirstOrDefault(s => span / s <= 7, NiceSteps[^1]);
        List<(string X, string Label)> ticks = [];
        for (double t = 0; t <= span && ticks.Count < 12; t += step)
            ticks.Add((Number(X(_first + t)), Label(t)));
        return ticks;
    }

    static string Label(double seconds) => seconds < 600
        ? string.Create(CultureInfo.InvariantCulture, $"+{seconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"+{seconds / 60:0} min");

    internal static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
