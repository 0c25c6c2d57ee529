using System.Collections.Immutable;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.View;

/// <summary>The reports of a diagnosis as rows, chains and a timeline.</summary>
sealed class Events
{
    const int MostLinks = 12;
    readonly DiagnosisResult _result;
    readonly Places _places;
    readonly Language _language;
    readonly Dictionary<string, Report> _reports = new(StringComparer.Ordinal);
    readonly Dictionary<string, Incident> _incidents = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _repeats = new(StringComparer.Ordinal);

    internal Events(DiagnosisResult result, Places places, Language language)
    {
        _result = result;
        _places = places;
        _language = language;
        foreach (Report report in result.Reports)
        {
            _reports[report.Id] = report;
            if (report is { SameAs: { } first, IsCopy: false })
                _repeats[first] = _repeats.GetValueOrDefault(first) + 1;
        }

        foreach (Incident incident in result.Incidents)
        {
            foreach (string report in incident.Reports)
                _incidents[report] = incident;
        }
    }

    internal Report? Report(string? id) => id is null ? null : _reports.GetValueOrDefault(id);

    internal EventView Event(Report report)
    {
        Incident? incident = _incidents.GetValueOrDefault(report.Id);
        return new EventView(
            report.Id,
            incident?.Id,
            TimeText.Printed(report.Time) ?? "–",
            Scale(report.Time),
            Names.Lane(report),
            VisibleText.Of(report.Title, 200),
            _places.Short(report.Input, report.FirstLine),
            report.FirstLine,
            report.Input,
            report.Kind,
            incident?.Cause == report.Id,
            _repeats.GetValueOrDefault(report.Id));
    }

    /// <summary>Reports in order of reading, which is the order of time within a boot; repeats and parts of others are folded away.</summary>
    internal ImmutableArray<EventView> Timeline()
    {
        ImmutableArray<EventView>.Builder rows = ImmutableArray.CreateBuilder<EventView>();
        HashSet<string> begun = new(StringComparer.Ordinal);
        foreach (Report report in _result.Reports.Where(r => r.SameAs is null && r.PartOf is null))
        {
            EventView row = Event(report);
            if (_incidents.GetValueOrDefault(report.Id) is { StartWhy: not null } incident && begun.Add(incident.Id))
                rows.Add(Beginning(incident, row));
            rows.Add(row);
        }

        return [.. InOrder(rows)];
    }

    /// <summary>Sorts by time the rows between which times can be compared: neighbours of one input.</summary>
    static IEnumerable<EventView> InOrder(IReadOnlyList<EventView> rows)
    {
        int start = 0;
        while (start < rows.Count)
        {
            int end = start;
            while (end < rows.Count && rows[end].Input == rows[start].Input && rows[end].Seconds is not null)
                end++;
            foreach (EventView row in rows.Skip(start).Take(end - start).OrderBy(r => r.Seconds))
                yield return row;
            if (end == start)
                yield return rows[end++];
            start = end;
        }
    }

    internal ChainView Chain(Incident incident)
    {
        Report? cause = Report(incident.Cause);
        IEnumerable<ChainGroup> groups = incident.Effects
            .Where(e => _reports.ContainsKey(e.Report))
            .GroupBy(e => e.Relation, StringComparer.Ordinal)
            .Select(g => new ChainGroup(g.Key, [.. g.Take(MostLinks).Select(Link)], Math.Max(0, g.Count() - MostLinks)));
        return new ChainView(incident.Id, cause is null ? null : Event(cause), [.. groups]);
    }

    ChainLink Link(Effect effect) => new(Event(_reports[effect.Report]), VisibleText.Of(effect.Why.Render(_language), 2_000), _places.Locate(effect.Evidence));

    EventView Beginning(Incident incident, EventView first) => first with
    {
        Report = null,
        Time = TimeText.Printed(incident.Start) ?? "–",
        Seconds = Scale(incident.Start),
        What = _language.Say("out.begins", incident.Id),
        Repeats = 0,
    };

    static double? Scale(LogTime time) => time switch
    {
        { Wall: { } wall } => (((((wall.Year ?? 0) * 366L) + (wall.Month * 31) + wall.Day) * 86_400) + wall.TimeOfDay.TotalSeconds),
        { Monotonic: { } micros } => micros / 1e6,
        _ => null,
    };
}
